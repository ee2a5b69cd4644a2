const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))? ?(Z|[+-]\d\d:?\d\d)?$/i;
/** As older .NET writes times into JSON: milliseconds since 1970 in UTC, and an offset for display only. */
const NET = /^\\?\/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\\?\/$/i;
/** Longer texts aren't dates. */
const MAX_LENGTH = 50;
/** Earlier times mean "no time": ECGrid's platform writes the year 1 for it, SQL the years 1753 and 1900. */
const EARLIEST_MS = Date.UTC(1980);

function parsedTime(text: string): number {
	const net = NET.exec(text);
	if (net) return Number(net[1]);
	const [, date, time = '00:00', zone = 'Z'] = ISO.exec(text) ?? [];
	return date === undefined ? NaN : Date.parse(`${date}T${time}${zone.toUpperCase()}`);
}

const timeOrNone = (value: unknown): number =>
	typeof value === 'string' && value.length <= MAX_LENGTH ? parsedTime(value.trim()) : NaN;

/**
 * The moment of a time in an ECGrid response, in epoch milliseconds: ISO 8601, in UTC unless it names a zone, or
 * `/Date(ms)/`. Undefined for anything else, and for the year 1, which means "no time".
 * API: section 1.7 of the sheet.
 */
export function parseTime(value: unknown): number | undefined {
	const time = timeOrNone(value);
	return time >= EARLIEST_MS ? time : undefined;
}

/** Milliseconds by which ECGrid's clock and this one may differ. */
export const CLOCK_SKEW_MS = 10 * 60_000;

/** Whether a value that is set says that something hasn't happened: empty, `false`, or the year 1. */
export const saysNever = (value: unknown): boolean =>
	[null, '', 0, false].includes(value as null) || timeOrNone(value) < EARLIEST_MS;
