/** Bytes at the beginning of a file that recognition needs. */
export const RECOGNITION_BYTES = 2048;

/** What the beginning of a file shows. */
export interface RecognizedFile {
	standard: 'X12' | 'EDIFACT' | null;
	/** The types of the messages that begin there, such as 850 or ORDERS, each once. */
	messageTypes: string[];
	mediaType: string;
}

const X12 = /^ISA([^a-z0-9\s])[a-z0-9]{2}\1/i;
const EDIFACT = /^(UNA[^]{6}\s*)?UNB[^a-z0-9\s][A-Z]{4}[^a-z0-9\s]/i;

const each = (text: string, pattern: RegExp): string[] => [
	...new Set([...text.matchAll(pattern)].map((found) => found.at(-1)!)),
];

const quoted = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The types of transaction sets: ST after a segment terminator, in the separators of ISA. */
function x12Types(text: string): string[] {
	const separator = quoted(text[3]!);
	const isa = new RegExp(`^ISA(?:${separator}[^${separator}]*){15}${separator}[^]([^])`).exec(text);
	if (!isa) return [];
	return each(text, new RegExp(`${quoted(isa[1]!)}\\s*ST${separator}([0-9A-Z]{3})[^A-Za-z0-9]`, 'g'));
}

/** The types of messages: UNH after a segment terminator, with its reference and its type. */
function edifactTypes(text: string): string[] {
	const terminator = quoted(text.startsWith('UNA') ? text[8]! : "'");
	const header = `${terminator}\\s*UNH([^A-Za-z0-9\\s])[^${terminator}]{0,20}?\\1([A-Z]{6})[^A-Za-z0-9]`;
	return each(text, new RegExp(header, 'g'));
}

/**
 * What a file is, by its beginning. Its media type is one of RFC 1767's (and of IANA's registry, in that spelling);
 * the third name there, `application/EDI-consent`, depends on an agreement of the two partners, which the content
 * doesn't show.
 */
export function recognizeFile(beginning: Buffer): RecognizedFile {
	const text = beginning
		.toString('latin1', 0, RECOGNITION_BYTES)
		.replace(/^\u00ef\u00bb\u00bf/, '')
		.trimStart();
	if (X12.test(text)) {
		return { standard: 'X12', messageTypes: x12Types(text), mediaType: MEDIA_TYPES.X12 };
	}
	if (EDIFACT.test(text)) {
		return { standard: 'EDIFACT', messageTypes: edifactTypes(text), mediaType: MEDIA_TYPES.EDIFACT };
	}
	return { standard: null, messageTypes: [], mediaType: 'application/octet-stream' };
}

/** Media types of files in a standard. RFC 1767. */
export const MEDIA_TYPES = { X12: 'application/EDI-X12', EDIFACT: 'application/EDIFACT' };
