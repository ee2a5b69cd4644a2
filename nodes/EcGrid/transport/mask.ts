/** The replacement for a secret. */
export const MASK = '•••';

/** Part of a text: where it begins, and where what follows begins. */
export type Range = [from: number, to: number];

/** A text with these parts redacted. Parts that touch get one mask. */
export function masked(text: string, ranges: Range[]): string {
	const pieces: string[] = [];
	let end = -1;
	for (const [from, to] of ranges.sort((left, right) => left[0] - right[0])) {
		if (from > end) pieces.push(text.slice(Math.max(0, end), from), MASK);
		end = Math.max(end, to);
	}
	return end < 0 ? text : pieces.join('') + text.slice(end);
}
