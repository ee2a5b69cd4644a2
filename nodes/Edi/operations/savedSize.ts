/** What n8n saves of an execution at most: one string, of which Node.js allows 512 million characters. */
const MOST_CHARACTERS = 500_000_000;

/** How many characters of it a byte of a file becomes as each part of an item, as measured with orders. */
const CHARACTERS_PER_BYTE = { segments: 3.4, document: 3.6 };

/** A part of an item that can be left out. */
export type Part = keyof typeof CHARACTERS_PER_BYTE;

/** The options that leave them out. */
export const PART_NAMES: Record<Part, string> = {
	segments: '“Include Segments”',
	document: '“Include Document”',
};

/** The largest file, in bytes, whose items n8n can save with these parts. */
export function mostBytesSaved(parts: Record<Part, boolean>): number {
	const perByte = (Object.keys(CHARACTERS_PER_BYTE) as Part[])
		.filter((part) => parts[part])
		.reduce((sum, part) => sum + CHARACTERS_PER_BYTE[part], 0);
	return MOST_CHARACTERS / perByte;
}
