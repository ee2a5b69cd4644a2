import type { Composite, Element, Segment } from './tree';

/** The text of an element's component; of the first one, and of the first repetition, by default. '' if it isn't there. */
export function valueOf(segment: Segment | undefined, element: number, component = 1): string {
	const value: Element = segment?.[element] ?? '';
	const first: Composite =
		typeof value === 'string' || Array.isArray(value) ? value : (value.repetitions[0] ?? '');
	if (Array.isArray(first)) return first[component - 1] ?? '';
	return component === 1 ? first : '';
}

/** The same, without blanks around it. */
export const trimmed = (segment: Segment | undefined, element: number, component = 1): string =>
	valueOf(segment, element, component).trim();

function withoutEmptyEnd<T>(list: T[]): T[] {
	let end = list.length;
	while (end > 1 && list[end - 1] === '') end--;
	return end === list.length ? list : list.slice(0, end);
}

/** A segment without the empty elements and components at its end: they say the same as none. */
export function withoutTrailingEmpty(segment: Segment): Segment {
	const composite = (each: Composite): Composite => {
		if (typeof each === 'string') return each;
		const components = withoutEmptyEnd(each);
		return components.length === 1 ? components[0]! : components;
	};
	return withoutEmptyEnd(
		segment.map((each) =>
			typeof each === 'string' || Array.isArray(each)
				? composite(each)
				: { repetitions: each.repetitions.map(composite) },
		),
	);
}

/** A date as ISO 8601, from CCYYMMDD or YYMMDD (years 70 to 99 are of the last century); undefined if it is none. */
export function isoDate(digits: string): string | undefined {
	const found = /^(\d{4}|\d{2})(\d{2})(\d{2})$/.exec(digits);
	if (!found) return undefined;
	const [, year, month, day] = found as unknown as [string, string, string, string];
	const century = year.length === 4 ? '' : Number(year) < 70 ? '20' : '19';
	const date = `${century}${year}-${month}-${day}`;
	const time = new Date(`${date}T00:00:00Z`);
	return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(date) ? date : undefined;
}

/** A time as ISO 8601, from HHMM, HHMMSS or HHMMSSD[D]; undefined if it is none. */
export function isoTime(digits: string): string | undefined {
	const found = /^([01]\d|2[0-3])([0-5]\d)(?:([0-5]\d)(\d{1,2})?)?$/.exec(digits);
	if (!found) return undefined;
	const [, hours, minutes, seconds, decimals] = found;
	return `${hours}:${minutes}${seconds ? `:${seconds}` : ''}${decimals ? `.${decimals}` : ''}`;
}

export const isDate = (digits: string): boolean => isoDate(digits) !== undefined;
export const isTime = (digits: string): boolean => isoTime(digits) !== undefined;

/** A segment with each of its texts changed in the same way. */
export function mapTexts(segment: Segment, change: (text: string) => string): Segment {
	const composite = (each: Composite): Composite =>
		typeof each === 'string' ? change(each) : each.map(change);
	return segment.map((each) =>
		typeof each === 'string' || Array.isArray(each)
			? composite(each)
			: { repetitions: each.repetitions.map(composite) },
	);
}
