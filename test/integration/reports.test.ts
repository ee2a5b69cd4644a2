import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { bodiesOf, byId, cleanSandbox } from './setup';

const sandbox = cleanSandbox();
const run = async (operation: string, parameters: Record<string, unknown> = {}) =>
	await runOperation(sandbox(), `report ${operation}`, parameters);
const answers = (endpoint: string, data: unknown) =>
	sandbox().fault(endpoint, { body: JSON.stringify({ success: true, data }) });

describe('the list of reports', () => {
	test.each([
		[false, '/v2/reports/false'],
		[true, '/v2/reports/true'],
		['={{ "TRUE" }}', '/v2/reports/true'],
	])('with Include Inactive set to %j is %s', async (includeInactive, path) => {
		const result = await run('getAll', { includeInactive, returnAll: true });
		expect(sandbox().requests).toMatchObject([{ path }]);
		expect(outputOf(result)).toMatchObject([{ json: { reportId: expect.any(Number), active: true } }]);
	});

	test('without a value doesn’t go to another endpoint', async () => {
		expect(errorOf(await run('getAll', { includeInactive: '={{ $json.nope }}' })).message).toMatch(
			/^“Include Inactive” is empty/,
		);
		expect(sandbox().requests).toEqual([]);
	});
});

test.each<[string, Record<string, unknown>, string]>([
	[
		'getInstantStats',
		{ minutes1: 5, minutes2: 2_147_483_648 },
		'“Minutes 2” must be a whole number from 1 to 2147483647, not “2147483648”.',
	],
	[
		'getInstantStats',
		{ minutes1: 0, minutes2: 5 },
		'“Minutes 1” must be a whole number of at least 1, not “0”.',
	],
	[
		'getByDate',
		{ reportId: byId('12'), startDate: '2026-05-02', endDate: '2026-05-01' },
		'“End Date” must be later than “Start Date”. Enter a later time.',
	],
	[
		'getByDate',
		{ reportId: byId('12'), startDate: '2026-05-01', endDate: '2026-05-01' },
		'“End Date” must be later than “Start Date”. Enter a later time.',
	],
	[
		'getInterchangeStats',
		{ startTime: '2026-05-02T10:00:00Z', endTime: '2026-05-02T09:00:00Z' },
		'“End Time” must be later than “Start Time”. Enter a later time.',
	],
	[
		'getTrafficStats',
		{ targetTime: '2026-05-02', numPeriods: 0 },
		'“Number of Periods” must be a whole number of at least 1, not “0”.',
	],
	['getInstantStats', { minutes1: -5 }, '“Minutes 1” must be a whole number of at least 1, not “-5”.'],
])('%s with %j is refused before anything is sent', async (operation, parameters, message) => {
	expect(errorOf(await run(operation, parameters)).message).toBe(message);
	expect(sandbox().requests).toEqual([]);
});

test('the rows of a report come out as they are, whatever their fields', async () => {
	const rows = [
		{ date: '2026-05-01', sent: 3 },
		{ partner: 'ZZ:HARBORLINE', errors: null },
	];
	answers('POST /v2/reports/bydate', rows);
	const parameters = {
		reportId: byId('12'),
		startDate: '2026-05-01',
		endDate: '2026-05-03',
		returnAll: true,
	};
	expect(outputOf(await run('getByDate', parameters)).map(({ json }) => json)).toEqual(rows);
});

test('a monthly report calls its ID “report”, and gets a moment within the month', async () => {
	await run('getMonthly', { reportId: byId('12'), month: '2026-05-01T00:00:00+14:00' });
	expect(bodiesOf(sandbox(), 'POST /v2/reports/monthly')).toEqual([
		{ report: 12, month: '2026-05-01T00:00:00.000Z' },
	]);
});

test.each([
	['getInstantStats', 'POST /v2/reports/instant-stats', {}],
	['getMailboxStats', 'GET /v2/reports/mailbox-stats', {}],
])('%s without numbers is an error', async (operation, endpoint, parameters) => {
	answers(endpoint, null);
	expect(errorOf(await run(operation, parameters)).message).toMatch(/sent nothing/);
});
