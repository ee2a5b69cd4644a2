import { objectText, type ByteText, type Coding } from './coding';
import { SharedValues } from './sharedValues';
import type { Standard } from './standard';
import type { Delimiters, Segment } from './tree';

const sameValues = (one: Segment, other: Segment): boolean => JSON.stringify(one) === JSON.stringify(other);

const LINE_BREAKS = /[\r\n]/g;
const shared = new SharedValues();

/** What a segment's bytes are read as: with their terminator or without, wrapped or not. */
export function* readingsOf(
	standard: Standard,
	delimiters: Delimiters,
	coding: Coding,
	raw: ByteText,
): Generator<Segment> {
	for (const content of new Set([raw, raw.replace(LINE_BREAKS, '')])) {
		for (const text of [content + delimiters.segment, content]) {
			const reader = standard.readerOf(text, 0, delimiters, {
				coding,
				isWrapped: () => false,
				beginsInterchange: () => false,
				beginningIn: () => undefined,
				shared,
			});
			if (reader.next() && reader.at === text.length) yield reader.segment;
		}
	}
}

/** Whether ISA's bytes still say the same as its values. */
function isSameIsa(raw: ByteText, isa: Segment, { element }: Delimiters, coding: Coding): boolean {
	const text = isa.join(coding.decode(element));
	return [raw, raw.replace(LINE_BREAKS, '')].some((each) => coding.decode(each) === text);
}

/** Whether a segment's bytes, as they were read, still say the same as its values. */
export function saysTheSame(
	standard: Standard,
	delimiters: Delimiters,
	coding: Coding,
	raw: ByteText,
	segment: Segment,
): boolean {
	if (segment[0] === '' && segment.length === 2 && objectText(raw, coding) === segment[1]) return true;
	if (segment[0] === 'ISA') return isSameIsa(raw, segment, delimiters, coding);
	for (const reading of readingsOf(standard, delimiters, coding, raw)) {
		if (sameValues(reading, segment)) return true;
	}
	return false;
}
