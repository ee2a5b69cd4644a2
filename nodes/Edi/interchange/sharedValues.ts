import type { ByteText } from './coding';

const LONGEST = 12;
const SLOTS = 1 << 14;

/** Values that come again and again, such as qualifiers and dates, so that they take their memory only once. */
export class SharedValues {
	private readonly slots = new Array<string>(SLOTS).fill('');

	/** The value in this part of a text. */
	value(text: ByteText, from: number, to: number): string {
		const length = to - from;
		if (length === 0) return '';
		if (length > LONGEST) return text.slice(from, to);
		let hash = length;
		for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
		const slot = (hash ^ (hash >>> 14)) & (SLOTS - 1);
		const known = this.slots[slot]!;
		if (known.length === length && isSame(known, text, from)) return known;
		return (this.slots[slot] = text.slice(from, to));
	}
}

function isSame(known: string, text: ByteText, from: number): boolean {
	for (let at = 0; at < known.length; at++) {
		if (known.charCodeAt(at) !== text.charCodeAt(from + at)) return false;
	}
	return true;
}
