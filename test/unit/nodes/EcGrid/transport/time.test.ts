import { saysNever, parseTime } from '../../../../../nodes/EcGrid/transport/time';
import { cpuMilliseconds, LINEAR_MS } from '../../../cpuTime';

const NOON = Date.UTC(2026, 4, 7, 12, 30);

describe('a time in an ECGrid response', () => {
	const zone = process.env.TZ;
	afterEach(() => void (process.env.TZ = zone));

	test.each([
		['2026-05-07T12:30:00Z', NOON],
		['2026-05-07T12:30:00z', NOON],
		['2026-05-07T12:30:00.250Z', NOON + 250],
		['2026-05-07T12:30:00.1234567Z', NOON + 123],
		['2026-05-07T14:30:00+02:00', NOON],
		['2026-05-07T14:30:00 +0200', NOON],
		['2026-05-07T12:30:00', NOON],
		['2026-05-07T12:30:00.1234567', NOON + 123],
		['2026-05-07 12:30:00', NOON],
		['2026-05-07T12:30', NOON],
		[' 2026-05-07T12:30:00 ', NOON],
		['2026-05-07', Date.UTC(2026, 4, 7)],
		[`/Date(${NOON})/`, NOON],
		[`/Date(${NOON}+0200)/`, NOON],
		[`/Date(${NOON}-0500)/`, NOON],
		[`\\/Date(${NOON})\\/`, NOON],
	])('%s, in UTC if it has no zone, wherever n8n runs', (text, time) => {
		for (const TZ of ['UTC', 'America/New_York', 'Asia/Kolkata']) {
			process.env.TZ = TZ;
			expect(parseTime(text)).toBe(time);
		}
	});

	test.each([
		'0001-01-01T00:00:00',
		'0001-01-01T00:00:00Z',
		'0001-01-01T00:00:00+00:00',
		'1753-01-01T00:00:00',
		'1900-01-01',
		'1970-01-01T00:00:00Z',
		'/Date(-62135596800000)/',
		'/Date(0)/',
	])("%s doesn't mean a time", (text) => {
		expect(parseTime(text)).toBeUndefined();
		expect(saysNever(text)).toBe(true);
	});

	test.each([null, '', 0, false])('%j means that it never happened', (value) =>
		expect(saysNever(value)).toBe(true),
	);

	test.each([undefined, '2026-05-07T12:30:00', 'yesterday', true, 7, {}])(
		"%j doesn't mean that it never happened",
		(value) => expect(saysNever(value)).toBe(false),
	);

	test.each<unknown>([
		'',
		'yesterday',
		'n/a',
		'7',
		'2026',
		'2026-05-07T25:00:00Z',
		'2026-13-07',
		'/Date()/',
		'/Date(9999999999999999)',
		'05/07/2026',
		null,
		undefined,
		7,
		true,
		{},
		[],
	])("%s isn't a time", (value) => expect(parseTime(value)).toBeUndefined());

	test('text of any length is immediately found not to be a time', () => {
		const began = cpuMilliseconds();
		for (const text of [`2026-05-07T12:30:00.${'1'.repeat(1_000_000)}Z`, '/Date('.repeat(200_000)])
			expect(parseTime(text)).toBeUndefined();
		expect(cpuMilliseconds() - began).toBeLessThan(LINEAR_MS);
	});
});
