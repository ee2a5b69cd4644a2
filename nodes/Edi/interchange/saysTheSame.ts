import { objectText, type ByteText, type Coding } from './coding';
import { SharedValues } from './sharedValues';
import type { Standard } from './standard';
import type { Delimiters, Segment } from './tree';

const sameValues = (one: Segment, other: Segment): boolean => JSON.stringify(one) === JSON.stringify(other);

const shared = new SharedValues();

/** Whether a segment's bytes, as they were read, still say the same as its values. */
export function saysTheSame(
	standard: Standard,
	delimiters: Delimiters,
	coding: Coding,
	raw: ByteText,
	segment: Segment,
): boolean {
	if (segment[0] === '' && segment.length === 2 && objectText(raw, coding) === segment[1]) return true;
	const unwrapped = raw.replace(/[\r\n]/g, '');
	const readings = [raw, unwrapped].flatMap((text) => [text + delimiters.segment, text]);
	return readings.some((text) => {
		if (text.startsWith('ISA') && segment[0] === 'ISA') {
			const content = text.slice(0, -delimiters.segment.length || undefined);
			return coding.decode(content) === segment.join(coding.decode(delimiters.element));
		}
		const reader = standard.readerOf(text, 0, delimiters, {
			coding,
			isWrapped: () => false,
			beginsInterchange: () => false,
			beginningIn: () => undefined,
			shared,
		});
		return reader.next() && reader.at === text.length && sameValues(reader.segment, segment);
	});
}
