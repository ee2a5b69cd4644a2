import { invalidField } from '../transport/invalidField';
import { isEmpty, momentOfDate, quoted } from './values';
import type { Parser } from './parsers';

/** A date, year first, with or without a time and a zone: ISO 8601 as people write it. Any other order is ambiguous. */
const WRITTEN =
	/^(\d{4})([-/])(\d\d?)\2(\d\d?)(?:(?:t| +)(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(z|utc|gmt|[+-]\d\d(?::?\d\d)?)?$/i;

/** Milliseconds by which a time zone is ahead of UTC at a moment. */
function offsetAt(moment: number, timezone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone: timezone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(moment);
	const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
	const there = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return there - Math.floor(moment / 1000) * 1000;
}

/** The moment at which the clocks of a time zone show the local time `local`, which is written as if it were UTC. */
function momentAt(local: number, timezone: string): number {
	const guess = local - offsetAt(local, timezone);
	return local - offsetAt(guess, timezone);
}

/** Milliseconds by which a written zone is ahead of UTC; NaN if there is no such zone. */
function offsetOf(zone: string): number {
	const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
	if (sign === undefined) return 0;
	if (Number(hours) > 14 || Number(minutes) > 59) return NaN;
	return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The moment that a text names; NaN if the text is ambiguous or not a date. */
function momentNamedBy(written: string, timezone: string): number {
	const parts = WRITTEN.exec(written);
	if (!parts) return NaN;
	const at = (index: number) => Number(parts[index] ?? 0);
	const [year, month, day] = [at(1), at(3), at(4)] as const;
	const [hour, minute, second] = [at(5), at(6), at(7)] as const;
	const milliseconds = Math.floor(Number(`0.${parts[8] ?? 0}`) * 1000);
	const date = new Date(Date.UTC(year, month - 1, day));
	const isDay =
		date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
	if (!isDay || hour > 23 || minute > 59 || second > 59) return NaN;
	const local = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
	return parts[9] === undefined ? momentAt(local, timezone) : local - offsetOf(parts[9]);
}

/** A date and time, as ISO 8601 in UTC with a year of four digits. Without a time zone, it is in the workflow's. */
export const dateTime: Parser<string> = (value, label, settings) => {
	if (isEmpty(value)) return undefined;
	const written = typeof value === 'string' ? value.trim() : '';
	const moment = momentOfDate(value) ?? momentNamedBy(written, settings?.timezone ?? 'UTC');
	if (Number.isNaN(moment)) {
		throw invalidField(
			label,
			`must be an unambiguous date with the year first, such as 2026-05-07 or 2026-05-07T12:30:00Z, not ${quoted(value)}.`,
		);
	}
	const sent = new Date(moment).toISOString();
	// ISO 8601 writes other years with more digits, and a sign.
	if (/^(?!0000)\d{4}-/.test(sent)) return sent;
	throw invalidField(label, 'is not in the years 1 to 9999 in UTC. Enter another date.');
};
