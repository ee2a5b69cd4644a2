import { DateTime, Duration, Interval } from 'luxon';
import { UserError } from 'n8n-workflow';

import { dateTime } from '../../../../../nodes/EcGrid/fields/dateTime';

const read = (value: unknown, timezone = 'UTC') => dateTime(value, 'Created From', { timezone });
const MOMENT = '2026-05-07T12:30:00.000Z';

describe('reads an unambiguous date', () => {
	test.each<[unknown, string]>([
		['2026-05-07', '2026-05-07T00:00:00.000Z'],
		['2026/05/07', '2026-05-07T00:00:00.000Z'],
		['2026-5-7', '2026-05-07T00:00:00.000Z'],
		['2024-02-29', '2024-02-29T00:00:00.000Z'],
		['2026-05-07T12:30', MOMENT],
		['2026-05-07 12:30:00', MOMENT],
		['2026-05-07t12:30:00z', MOMENT],
		['2026-05-07T12:30:00.000Z', MOMENT],
		['2026-05-07T12:30:00,123456Z', '2026-05-07T12:30:00.123Z'],
		['2026-05-07T14:30:00+02:00', MOMENT],
		['2026-05-07T14:30:00+0200', MOMENT],
		['2026-05-07T14:30:00+02', MOMENT],
		['2026-05-07 08:30:00 -04:00', MOMENT],
		['2026-05-07T08:15:00-04:15', MOMENT],
		['2026-05-08T02:30:00+14:00', MOMENT],
		['2026-05-07T23:59:59Z', '2026-05-07T23:59:59.000Z'],
		['2026-05-07 12:30 UTC', MOMENT],
		['  2026-05-07T12:30:00Z ', MOMENT],
		[new Date(MOMENT), MOMENT],
		[DateTime.fromISO(MOMENT), MOMENT],
		[DateTime.fromISO(MOMENT).setZone('Europe/Berlin'), MOMENT],
	])('%j', (value, expected) => expect(read(value)).toBe(expected));

	test.each([
		['2026-05-07T12:30:00', 'Europe/Berlin', '2026-05-07T10:30:00.000Z'],
		['2026-01-07', 'America/New_York', '2026-01-07T05:00:00.000Z'],
		['2026-07-07', 'America/New_York', '2026-07-07T04:00:00.000Z'],
		['2026-03-29T01:30:00', 'Europe/Berlin', '2026-03-29T00:30:00.000Z'],
		['2026-03-29T03:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
		['2026-03-08T03:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
		['2026-05-07T12:30:00.250', 'Asia/Kolkata', '2026-05-07T07:00:00.250Z'],
		['1960-05-07T12:30:00.250', 'Europe/Berlin', '1960-05-07T11:30:00.250Z'],
		['2026-05-07T12:30:00Z', 'Europe/Berlin', MOMENT],
	])('%s is in the time zone %s, unless it has its own zone', (value, timezone, expected) =>
		expect(read(value, timezone)).toBe(expected),
	);

	test.each([
		['9999-12-31', 'America/New_York', '9999-12-31T05:00:00.000Z'],
		['9999-12-31T23:59:59', 'UTC', '9999-12-31T23:59:59.000Z'],
		['0101-01-01', 'UTC', '0101-01-01T00:00:00.000Z'],
	])('%s in %s, at the ends of the calendar', (value, timezone, expected) =>
		expect(read(value, timezone)).toBe(expected),
	);

	test.each<[unknown, string]>([
		['9999-12-31T23:59:59', 'America/New_York'],
		[new Date(8.64e15), 'UTC'],
		[new Date(-8.64e15), 'UTC'],
		[new Date('0000-06-01T00:00:00Z'), 'UTC'],
		[DateTime.fromISO('9999-12-31T23:59:59-05:00'), 'UTC'],
	])('refuses %s in %s, which has no year of four digits in UTC', (value, timezone) =>
		expect(() => read(value, timezone)).toThrow(
			'“Created From” is not in the years 1 to 9999 in UTC. Enter another date.',
		),
	);

	test.each([undefined, null, ''])('omits %j', (value) => expect(read(value)).toBeUndefined());
});

describe('refuses anything else and names the field', () => {
	test.each<[unknown]>(
		[
			'07.05.2026',
			'05-07-2026',
			'5/7/2026',
			'26-05-07',
			'May 7',
			'May 7, 2026',
			'7 May 2026',
			'Thu May 07 2026 12:30:00 GMT+0000 (Coordinated Universal Time)',
			'7',
			'2026',
			'2026-05',
			'2026-02-30',
			'2026-02-29',
			'2026-13-01',
			'2026-00-10',
			'2026-05-07T24:00:00',
			'2026-05-07T12:60',
			'2026-05-07T12:30:60Z',
			'2026-05-07 1:30 PM',
			'2026-05-07T12:30:00+15:00',
			'2026-05-07T12:30:00+02:60',
			'2026-05/07',
			'2026-05-07T12:30:00Z and more',
			'0000-00-00',
			'today',
			'   ',
			'Invalid DateTime',
			7,
			0,
			1_778_157_000_000,
			true,
			[],
			['2026-05-07'],
			{},
			{ toISO: '2026-05-07' },
			new Date(NaN),
			DateTime.fromISO('x'),
			{ toISO: () => MOMENT, valueOf: () => Date.parse(MOMENT) },
			Duration.fromObject({ days: 7 }),
			DateTime.fromISO(MOMENT).diff(DateTime.fromISO('2026-05-01')),
			Interval.after(DateTime.fromISO(MOMENT), { days: 7 }),
			20260507n,
		].map((value): [unknown] => [value]),
	)('%p', (value) => {
		expect(() => read(value)).toThrow(UserError);
		expect(() => read(value)).toThrow(
			/^“Created From” must be an unambiguous date with the year first, such as /,
		);
	});
});

test('a duration is called a duration', () =>
	expect(() => read(Duration.fromObject({ days: 7 }))).toThrow(/, not a span of time\.$/));
