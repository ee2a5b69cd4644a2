import { NotWritable } from '../interchange/notWritable';
import type { Delimiters, Segment } from '../interchange/tree';
import { valueOf } from '../interchange/values';
import { ISA_LENGTHS } from './delimiters';

const REPETITION_SINCE = '00402';

/** ISA with each element at its fixed length; any other header as it is. Throws NotWritable if a value is too long. X12.5. */
export function strictHeader(header: Segment, { component, repetition }: Delimiters, path: string): Segment {
	if (header[0] !== 'ISA') return header;
	const elements = ISA_LENGTHS.map((length, index) => {
		const value = valueOf(header, index + 1);
		if (index === 15 && component !== undefined) return component;
		if (index === 10 && repetition !== undefined && valueOf(header, 12) >= REPETITION_SINCE)
			return repetition;
		const isNumber = index === 12;
		const padded = isNumber ? value.padStart(length, '0') : value.padEnd(length, ' ');
		if (padded.length > length) {
			throw new NotWritable(
				`${path}[${index + 1}]`,
				`has ${value.length} characters; ISA has room for ${length}`,
			);
		}
		return padded;
	});
	return ['ISA', ...elements];
}
