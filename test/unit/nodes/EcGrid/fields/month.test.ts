import { reportMonth } from '../../../../../nodes/EcGrid/fields/month';

const sent = (value: unknown, timezone: string) => reportMonth.parse(value, 'Month', { timezone });

describe('the month of a report is the one that a person means, east and west of UTC', () => {
	test.each([
		['2026-05-01', 'Europe/Berlin', '2026-05'],
		['2026-05-31T23:30:00', 'America/New_York', '2026-05'],
		['2026/5/1', 'Asia/Tokyo', '2026-05'],
		['2026-05', 'Europe/Berlin', '2026-05'],
		[' 2026/5 ', 'America/New_York', '2026-05'],
		['2026-05-01T00:00:00Z', 'America/New_York', '2026-05'],
		['2026-05-01T00:00:00+14:00', 'UTC', '2026-05'],
		[new Date('2026-05-01T02:00:00Z'), 'America/New_York', '2026-04'],
		[new Date('2026-04-30T22:00:00Z'), 'Europe/Berlin', '2026-05'],
	])('%s in %s', (value, timezone, month) => {
		expect(String(sent(value, timezone)).slice(0, 7)).toBe(month);
	});

	test('leaves a time in that month as it is', () =>
		expect(sent('2026-05-07T12:30:00Z', 'Europe/Berlin')).toBe('2026-05-07T12:30:00.000Z'));

	test('refuses what is no date, and names the field', () => {
		expect(() => sent('May 2026', 'UTC')).toThrow('“Month” must be an unambiguous date');
		expect(() => sent('', 'UTC')).toThrow('“Month” is empty. Fill it in.');
	});
});
