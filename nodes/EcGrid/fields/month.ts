import { dateTimeField } from './constructors';
import { dateTime } from './dateTime';
import { requiredField } from './field';
import { required, type Parser } from './parsers';

/** The month that a person means, such as `2026-05`: as it is written, or that of a date in the workflow's time zone. */
function monthMeant(value: unknown, moment: string, timezone: string): string {
	const [, year, month] = /^\s*(\d{4})[-/](\d\d?)/.exec(String(value)) ?? [];
	if (typeof value === 'string' && year && month) return `${year}-${month.padStart(2, '0')}`;
	return new Intl.DateTimeFormat('sv', { timeZone: timezone, year: 'numeric', month: '2-digit' }).format(
		new Date(moment),
	);
}

/** A month without a day, such as `2026-05`, as its first day; any other value as it is. */
function withDay(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	const [written, separator] = /^\s*\d{4}([-/])\d\d?\s*$/.exec(value) ?? [];
	return written ? `${written.trim()}${separator}01` : value;
}

/** A moment in the month that a person means. By UTC, the moment itself may be in the month before or after. */
const month: Parser<string> = (value, label, settings) => {
	const moment = dateTime(withDay(value), label, settings);
	if (moment === undefined) return undefined;
	const meant = monthMeant(value, moment, settings?.timezone ?? 'UTC');
	return moment.startsWith(meant) ? moment : `${meant}-01T00:00:00.000Z`;
};

/** The month of a report. Page: rest-api/reports/monthly-report. */
export const reportMonth = {
	...requiredField(
		dateTimeField({
			displayName: 'Month',
			name: 'month',
			description: 'Any day of the month. ECGrid ignores the day and the time.',
		}),
	),
	parse: required(month),
};
