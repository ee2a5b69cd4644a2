import { UserError } from 'n8n-workflow';

import type { Field } from './field';
import type { Reader } from './readers';

const ZONE = /(z|[+-]\d\d:?\d\d)$/i;

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

/** The moment at which the clocks of a time zone show a date and time (which is written without a zone). */
function momentOf(local: string, timezone: string): number {
	const asUtc = Date.parse(`${local.includes('T') ? local : `${local.trim().replace(' ', 'T')}`}Z`);
	const utc = Number.isNaN(asUtc) ? Date.parse(local) : asUtc;
	if (Number.isNaN(utc)) return NaN;
	const guess = utc - offsetAt(utc, timezone);
	return utc - offsetAt(guess, timezone);
}

/** A date and time, as ISO 8601 in UTC. One without a time zone is meant in that of the workflow. */
export const dateTime: Reader = (value, label, settings) => {
	if (value === undefined || value === null || value === '') return undefined;
	const written = value instanceof Date ? value.toISOString() : String(value).trim();
	const moment = ZONE.test(written) ? Date.parse(written) : momentOf(written, settings?.timezone ?? 'UTC');
	if (Number.isNaN(moment)) {
		throw new UserError(`${label} must be a date and time, such as 2026-05-07T12:30:00Z, not “${written}”.`);
	}
	return new Date(moment).toISOString();
};

const dateField = (displayName: string, name: string, description: string): Field => ({
	property: { displayName, name, type: 'dateTime', default: '', description },
	in: 'body',
	type: 'datetime',
	read: dateTime,
});

/** The time span that a list is limited to. */
export const timeSpan: Field[] = [
	dateField('Created From', 'beginDate', 'Only what was created at this time or later'),
	dateField('Created Until', 'endDate', 'Only what was created at this time or earlier'),
];
