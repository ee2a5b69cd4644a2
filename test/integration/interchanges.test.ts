import { errorOf, outputOf } from './n8n';
import { runOperation } from './operations';
import { byId, cleanSandbox } from './setup';

const sandbox = cleanSandbox();

const HEADER =
	'ISA*00*          *00*          *ZZ*HARBORLINE     *08*9254110060     *260131*0930*U*00401*000000042*0*P*>~';

const outputs = async (operation: string, parameters: Record<string, unknown>) =>
	outputOf(await runOperation(sandbox(), `interchange ${operation}`, parameters)).map(({ json }) => json);

const refusal = async (operation: string, parameters: Record<string, unknown>) => {
	const { message } = errorOf(await runOperation(sandbox(), `interchange ${operation}`, parameters));
	expect(sandbox().requests).toEqual([]);
	return message;
};

test.each(['cancel', 'resend'])('%s returns which interchange it was', async (operation) => {
	expect(await outputs(operation, { interchangeId: byId('445501') })).toEqual([
		{ success: true, interchangeId: 445501 },
	]);
	expect(sandbox().requests).toMatchObject([{ path: `/v2/interchanges/${operation}/445501` }]);
});

test('Get Manifest returns the functional groups, each with the ID of the interchange', async () => {
	const group = { functionalGroup: 'PO', transactionSetType: '850', transactionSetCount: 3 };
	sandbox().fault('GET /v2/interchanges/get-manifest/{id}', {
		body: JSON.stringify({ success: true, data: [group, { ...group, functionalGroup: 'IN' }] }),
	});
	expect(await outputs('getManifest', { interchangeId: byId('7') })).toEqual([
		{ interchangeId: 7, ...group },
		{ interchangeId: 7, ...group, functionalGroup: 'IN' },
	]);
});

describe('an ISA segment', () => {
	test('is sent with all its spaces, and its date comes back as a field', async () => {
		expect(await outputs('getDate', { interchangeHeader: HEADER })).toEqual([
			{ date: '2026-01-31T09:30:00Z' },
		]);
		expect(sandbox().requests).toMatchObject([{ body: { interchangeHeader: HEADER } }]);
	});

	test('comes back as its ten most useful elements, with the spaces that pad them', async () => {
		const [header] = await outputs('getHeader', { interchangeHeader: HEADER });
		expect(Object.keys(header!)).toHaveLength(10);
		expect(header).toMatchObject({
			senderIdQualifier: 'ZZ',
			senderId: 'HARBORLINE     ',
			interchangeDate: '260131',
			controlNumber: '000000042',
		});
	});

	test('comes back whole without Simplify', async () => {
		const [header] = await outputs('getHeader', { interchangeHeader: HEADER, simple: false });
		expect(header).toMatchObject({ authorizationInfo: ' '.repeat(10), componentElementSeparator: '>' });
	});

	test.each([
		['of EDIFACT', "UNB+UNOA:1+A+B+260131:0930+1'", /^“Interchange Header” must begin with ISA/],
		[
			'that lost its spaces',
			HEADER.replace(/ +/g, ' '),
			/^“Interchange Header” is too short: 80 characters, but an ISA segment has 106\. .*all its spaces/,
		],
	])('%s is refused', async (_, interchangeHeader, message) => {
		for (const operation of ['getDate', 'getHeader']) {
			expect(await refusal(operation, { interchangeHeader })).toMatch(message);
		}
	});

	test.each(['getDate', 'getHeader'])('without a result is an error of %s', async (operation) => {
		sandbox().fault(`POST /v2/interchanges/get-${operation === 'getDate' ? 'date' : 'header'}`, {
			body: JSON.stringify({ success: true, data: null }),
		});
		const run = await runOperation(sandbox(), `interchange ${operation}`, { interchangeHeader: HEADER });
		expect(errorOf(run).message).toMatch(/didn't report the result/);
	});
});

describe('a time span', () => {
	test.each(
		[
			'interchange getInbox',
			'interchange getOutbox',
			'parcel getInbox',
			'parcel getOutbox',
			'callbackEvent getAll',
		].flatMap((operation) => ['2026-01-31', '2026-02-01'].map((endDate) => [operation, endDate])),
	)('that ends before it begins, or at that moment, is refused by %s (%s)', async (operation, endDate) => {
		const filters = { beginDate: '2026-02-01', endDate };
		const run = await runOperation(sandbox(), operation!, { filters });
		expect(errorOf(run).message).toBe(
			'“Created Until” must be later than “Created From”. Enter a later time, or leave one of them out.',
		);
		expect(sandbox().requests).toEqual([]);
	});

	test('that is half-open is sent', async () => {
		await outputs('getInbox', { filters: { endDate: '2026-01-31' } });
		expect(sandbox().requests).toHaveLength(1);
	});
});

test('the lists are filtered by mailbox and ECGrid IDs', async () => {
	const filters = { mailboxId: byId('30002'), ecGridIdFrom: byId('820001'), ecGridIdTo: byId('') };
	await outputs('getOutbox', { filters, returnAll: true });
	expect(sandbox().requests).toMatchObject([
		{ path: '/v2/interchanges/outbox-list', body: { mailboxId: 30002, ecGridIdFrom: 820001, pageNo: 1 } },
	]);
});
