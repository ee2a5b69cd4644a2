import { NotWritable } from '../interchange/notWritable';
import type { Delimiters, Segment } from '../interchange/tree';
import { isDate, isTime, trimmed, valueOf } from '../interchange/values';
import { HEADER_FIELDS } from './headerRules';

/** UNB, UNG or UNH as it is. Throws NotWritable if a value is missing, too long, or none that may stand there. ISO 9735-1. */
export function strictHeader(header: Segment, _: Delimiters, path: string): Segment {
	const tag = String(header[0]);
	const isVersion4 = tag === 'UNB' && trimmed(header, 1, 2) >= '4';
	const placeOf = (element: number, component: number | undefined): string =>
		`${path}[${element}]${component !== undefined && Array.isArray(header[element]) ? `[${component - 1}]` : ''}`;
	for (const { element, component, name, length, isMandatory } of HEADER_FIELDS[tag] ?? []) {
		const value = valueOf(header, element, component);
		const room = typeof length === 'number' ? length : length[isVersion4 ? 1 : 0];
		if (isMandatory && value.trim() === '')
			throw new NotWritable(placeOf(element, component), `is empty. ${tag} needs ${name}`);
		if (value.length > room)
			throw new NotWritable(
				placeOf(element, component),
				`has ${value.length} characters; ${name} has room for ${room}`,
			);
	}
	if (tag !== 'UNB') return header;
	const [date, time] = [trimmed(header, 4, 1), trimmed(header, 4, 2)];
	if (!isDate(date)) throw new NotWritable(placeOf(4, 1), `is “${date}”, not a date`);
	if (!isTime(time)) throw new NotWritable(placeOf(4, 2), `is “${time}”, not a time`);
	return header;
}
