import type { NewParcel, ParcelRecord, Sandbox } from '../../sandbox';
import { parcelInfo } from '../../sandbox/parcels';
import { errorOf, outputOf, outputsOf } from './n8n';
import { runOperation } from './operations';
import { bodiesOf, byId, cleanSandbox, fromList, withoutPauses } from './setup';

const INBOX = 'POST /v2/parcels/inbox-list';
const OUTBOX = 'POST /v2/parcels/outbox-list';

const parcelFile: NewParcel = {
	fileName: 'PO.edi',
	content: 'ISA*…',
	ecGridIdFrom: 820003,
	ecGridIdTo: 820001,
};

const put = (sandbox: Sandbox, parcel: Partial<NewParcel> = {}) =>
	sandbox.addParcel({ ...parcelFile, ...parcel }, { fire: false });

const fill = (sandbox: Sandbox, count: number, parcel: Partial<NewParcel> = {}) =>
	Array.from({ length: count }, (_, n) => put(sandbox, { ...parcel, fileName: `${n}.edi` }).parcelId);

/**
 * The requests if no total is reported: an incomplete page may have been cut, so the next one is requested.
 */
const twoPages = (body: object = {}) => [1, 2].map((pageNo) => ({ ...body, pageNo, recordsPerPage: 50 }));

const idsOf = (items: ReturnType<typeof outputOf>) => items.map(({ json }) => json.parcelId);

const withoutParcels = (sandbox: () => Sandbox) =>
	afterEach(() => void ((sandbox().parcels as ParcelRecord[]).length = 0));

const sandbox = cleanSandbox();
withoutParcels(sandbox);

describe('Parcel → Get Many Inbox', () => {
	test('returns one item for each parcel, as ECGrid shows it', async () => {
		const parcels = [put(sandbox()), put(sandbox(), { fileName: 'INV.edi' })];
		expect(outputOf(await runOperation(sandbox(), 'parcel getInbox'))).toEqual(
			parcels.map((parcel) => ({ json: parcelInfo(parcel), pairedItem: { item: 0 } })),
		);
		expect(bodiesOf(sandbox(), INBOX)).toEqual(twoPages());
	});

	test('returns no items if there are none', async () => {
		expect(outputOf(await runOperation(sandbox(), 'parcel getInbox'))).toEqual([]);
		expect(bodiesOf(sandbox(), INBOX)).toHaveLength(1);
	});

	test.each<[string, Record<string, unknown>, object, Partial<NewParcel>]>([
		['mailbox', { mailboxId: fromList(30002) }, { mailboxId: 30002 }, { mailboxId: 30002 }],
		['sender', { ecGridIdFrom: '820004' }, { ecGridIdFrom: 820004 }, { ecGridIdFrom: 820004 }],
		['recipient', { ecGridIdTo: ' 820002 ' }, { ecGridIdTo: 820002 }, { ecGridIdTo: 820002 }],
		[
			'start time',
			{ beginDate: '2040-01-01T01:00:00+01:00' },
			{ beginDate: '2040-01-01T00:00:00.000Z' },
			{ created: new Date('2040-01-01T00:00:00Z') },
		],
		[
			'end time',
			{ endDate: '2020-01-01T00:00:00Z' },
			{ endDate: '2020-01-01T00:00:00.000Z' },
			{ created: new Date('2020-01-01T00:00:00Z') },
		],
	])('can be filtered by %s', async (_, filters, sent, parcel) => {
		put(sandbox());
		const wanted = put(sandbox(), parcel);
		const items = outputOf(await runOperation(sandbox(), 'parcel getInbox', { filters }));
		expect(idsOf(items)).toEqual([wanted.parcelId]);
		expect(bodiesOf(sandbox(), INBOX)).toEqual(twoPages(sent));
	});

	test('can be filtered by status', async () => {
		put(sandbox());
		const wanted = put(sandbox());
		await runOperation(sandbox(), 'parcel confirm', { parcelId: wanted.parcelId });
		const filters = { status: 'InBoxTransferred' };
		const items = outputOf(await runOperation(sandbox(), 'parcel getInbox', { filters }));
		expect(idsOf(items)).toEqual([wanted.parcelId]);
	});

	test('sends a status that ECGrid may add later, and returns one that it shows', async () => {
		sandbox().fault(INBOX, { body: '{"success":true,"data":[{"parcelId":5,"status":"OutBoxDelivered"}]}' });
		const filters = { status: '={{ "OutBoxDelivered" }}' };
		const items = outputOf(await runOperation(sandbox(), 'parcel getInbox', { filters }));
		expect(bodiesOf(sandbox(), INBOX)).toMatchObject(twoPages({ status: 'OutBoxDelivered' }));
		expect(items).toMatchObject([{ json: { parcelId: 5, status: 'OutBoxDelivered' } }]);
	});

	test("omits added filters that aren't filled in", async () => {
		const filters = { mailboxId: byId(''), ecGridIdFrom: '', ecGridIdTo: '', beginDate: '', endDate: '' };
		await runOperation(sandbox(), 'parcel getInbox', { filters });
		expect(bodiesOf(sandbox(), INBOX)).toEqual([{ pageNo: 1, recordsPerPage: 50 }]);
	});

	test('returns the first of many, up to the limit', async () => {
		const ids = fill(sandbox(), 60);
		expect(idsOf(outputOf(await runOperation(sandbox(), 'parcel getInbox', { limit: 3 })))).toEqual(
			ids.slice(0, 3),
		);
		expect(idsOf(outputOf(await runOperation(sandbox(), 'parcel getInbox')))).toEqual(ids.slice(0, 50));
	});

	test('returns all of many, page by page, in order', async () => {
		const ids = fill(sandbox(), 1203);
		expect(idsOf(outputOf(await runOperation(sandbox(), 'parcel getInbox', { returnAll: true })))).toEqual(
			ids,
		);
		expect(bodiesOf(sandbox(), INBOX)).toEqual(
			[1, 2, 3, 4].map((pageNo) => ({ pageNo, recordsPerPage: 500 })),
		);
	});

	test.each<[string, (rows: object[]) => object]>([
		['a bare array', (rows) => ({ data: rows })],
		['an object with totals', (rows) => ({ data: { totalRecords: 2, pageNo: 1, parcels: rows } })],
		['an array with totals next to it', (rows) => ({ data: rows, totalRecords: 2, pageNo: 1 })],
	])('reads %s', async (_, answer) => {
		const rows = [{ parcelId: 1 }, { parcelId: 2 }];
		sandbox().fault(INBOX, { body: JSON.stringify({ success: true, ...answer(rows) }) });
		const items = outputOf(await runOperation(sandbox(), 'parcel getInbox', { returnAll: true }));
		expect(items.map(({ json }) => json)).toEqual(rows);
	});

	test('stops if ECGrid returns the same page again', async () => {
		const rows = Array.from({ length: 500 }, (_, n) => ({ parcelId: n + 1 }));
		sandbox().fault(INBOX, { body: JSON.stringify({ success: true, data: rows }), times: 10 });
		const items = outputOf(await runOperation(sandbox(), 'parcel getInbox', { returnAll: true }));
		expect(items).toHaveLength(500);
		expect(bodiesOf(sandbox(), INBOX)).toHaveLength(2);
	});

	test.each([
		['null', 'nothing'],
		['"OK"', 'a string'],
		['true', 'a boolean'],
		['{}', 'an object with no fields'],
		['{"result":{"parcels":[{"parcelId":1}]}}', 'an object with the fields result'],
		['{"parcels":null,"totalRecords":3}', 'an object with the fields parcels, totalRecords, for 3 rows'],
		['[{"parcelId":1},null]', 'row 2 is nothing'],
	])('refuses %s as a list instead of treating it as empty', async (data, what) => {
		for (const list of ['getInbox', 'getPending', 'getManifest']) {
			sandbox().fault('*', { body: `{"success":true,"data":${data}}` });
			const run = await runOperation(
				sandbox(),
				`parcel ${list}`,
				list === 'getManifest' ? { parcelId: 7 } : {},
			);
			expect(errorOf(run).message).toContain(`a list that this node can't read: ${what}.`);
		}
	});

	test.each(['"data":[]', '"data":null,"totalRecords":0', '"data":{"totalRecords":0,"parcels":null}'])(
		'accepts %s as an empty list',
		async (data) => {
			for (const list of ['getInbox', 'getPending']) {
				sandbox().fault('*', { body: `{"success":true,${data}}` });
				const run = await runOperation(sandbox(), `parcel ${list}`);
				expect(run.data.resultData.error).toBeUndefined();
				expect(outputOf(run)).toEqual([]);
			}
		},
	);
});

describe.each([
	[10, {}],
	[25, {}],
	[40, {}],
	[100, {}],
	[10, { totalsBeside: true }],
	[40, { totalsBeside: true }],
])('an ECGrid with at most %d rows per page (%j)', (longestPage, readings) => {
	const cut = cleanSandbox({ readings: { longestPage, ...readings } });
	withoutParcels(cut);

	test.each([longestPage - 1, longestPage, longestPage * 2, longestPage * 2 + 1])(
		'is asked until all %d have arrived',
		async (count) => {
			const ids = fill(cut(), count);
			expect(idsOf(outputOf(await runOperation(cut(), 'parcel getInbox', { returnAll: true })))).toEqual(ids);
			const limit = Math.ceil(count / 2);
			expect(idsOf(outputOf(await runOperation(cut(), 'parcel getInbox', { limit })))).toEqual(
				ids.slice(0, limit),
			);
		},
	);
});

describe.each([
	['with totals', {}],
	['with totals, at most 25 rows per page', { longestPage: 25 }],
	['as bare arrays', { bareLists: true }],
	['as bare arrays, at most 25 rows per page', { bareLists: true, longestPage: 25 }],
	['as bare arrays, at most 60 rows per page', { bareLists: true, longestPage: 60 }],
	['with totals next to data', { totalsBeside: true }],
	['with totals next to data, at most 60 rows per page', { totalsBeside: true, longestPage: 60 }],
])('lists of callbacks %s', (_, readings) => {
	const grid = cleanSandbox({ readings });

	test('are returned in full, or up to the limit', async () => {
		const ids = Array.from(
			{ length: 530 },
			(__, n) => grid().addCallback({ url: `https://app.example.com/${n}`, event: 'Parcel' }).callbackId,
		);
		const listed = async (parameters: object) =>
			outputOf(await runOperation(grid(), 'callbackQueueEntry getAll', { ...parameters })).map(
				({ json }) => json.callbackId,
			);
		expect(await listed({ returnAll: true })).toEqual(ids);
		expect(await listed({ limit: 26 })).toEqual(ids.slice(0, 26));
	});
});

describe('Parcel → Get Many Outbox', () => {
	test('returns sent parcels, not received ones', async () => {
		put(sandbox());
		const sent = await runOperation(sandbox(), 'parcel sendTestFile', {
			ecGridIdFrom: 820001,
			ecGridIdTo: 820005,
		});
		const [{ json }] = outputOf(sent) as [ReturnType<typeof outputOf>[number]];
		const filters = { ecGridIdTo: '820005', status: 'outboxPending' };
		expect(outputOf(await runOperation(sandbox(), 'parcel getOutbox', { filters }))).toMatchObject([
			{ json: { ...json, status: 'outboxPending', mailboxId: 30001 }, pairedItem: { item: 0 } },
		]);
		expect(bodiesOf(sandbox(), OUTBOX)).toEqual(twoPages({ ecGridIdTo: 820005, status: 'outboxPending' }));
	});
});

describe('Parcel → Get Many Pending', () => {
	test('returns waiting parcels, not confirmed ones', async () => {
		const [first, second] = fill(sandbox(), 2);
		await runOperation(sandbox(), 'parcel confirm', { parcelId: first });
		const items = outputOf(await runOperation(sandbox(), 'parcel getPending'));
		expect(idsOf(items)).toEqual([second]);
		expect(bodiesOf(sandbox(), 'POST /v2/parcels/pending-inbox-list')).toEqual([{}]);
	});

	test('sends one request, whatever the limit', async () => {
		const ids = fill(sandbox(), 120);
		expect(idsOf(outputOf(await runOperation(sandbox(), 'parcel getPending')))).toEqual(ids.slice(0, 50));
		expect(idsOf(outputOf(await runOperation(sandbox(), 'parcel getPending', { returnAll: true })))).toEqual(
			ids,
		);
		expect(sandbox().requests).toHaveLength(2);
	});
});

describe('an ECGrid that reports more parcels than it lists', () => {
	const grid = cleanSandbox({
		readings: { totalsBeside: true, pendingFirstPage: 60, longestPage: 60, pagesIgnored: true },
	});
	withoutParcels(grid);

	test.each([
		['getPending', 1, /ECGrid returned 60 of 61/],
		['getInbox', 3, /reports 61 rows, but returns the same 60 on/],
	])('%s fails, unless so many are enough', async (list, requests, message) => {
		const ids = fill(grid(), 61);
		const run = await runOperation(grid(), `parcel ${list}`, { returnAll: true });
		expect(errorOf(run).message).toMatch(message);
		expect(outputOf(run)).toEqual([]);
		expect(grid().requests).toHaveLength(requests);
		const enough = await runOperation(grid(), `parcel ${list}`, { limit: 60 });
		expect(idsOf(outputOf(enough))).toEqual(ids.slice(0, 60));
	});
});

test('returns a parcel whose status changes between two pages once, in its last state', async () => {
	const row = (parcelId: number, status: string) => ({ parcelId, status });
	const answers = [
		[row(1, 'InBoxReady'), row(2, 'InBoxReady')],
		[row(2, 'InBoxTransferred'), row(3, 'InBoxReady')],
		[],
	];
	sandbox().fault(INBOX, ...answers.map((data) => ({ body: JSON.stringify({ success: true, data }) })));
	const items = outputOf(await runOperation(sandbox(), 'parcel getInbox', { returnAll: true }));
	expect(items.map(({ json }) => json)).toEqual([
		row(1, 'InBoxReady'),
		row(2, 'InBoxTransferred'),
		row(3, 'InBoxReady'),
	]);
});

describe('Parcel → Get Manifest', () => {
	const x12 = (documents: string[]) =>
		'ISA*00*          *00*          *ZZ*HARBORLINE     *08*9254110060     *260131*0930*U*00401*000000001*0*P*>~' +
		`GS*PO*A*B*20260131*0930*1*X*004010~${documents.map((type) => `ST*${type}*0001~SE*2*0001~`).join('')}GE*1*1~IEA*1*000000001~`;

	test('returns one item for each interchange, paired with the requested parcel', async () => {
		const two = put(sandbox(), { content: x12(['850', '850']) + x12(['810']) });
		const one = put(sandbox(), { content: x12(['856']) });
		const none = put(sandbox(), { content: 'not EDI' });
		const items = [two, none, one].map(({ parcelId }) => ({ parcelId }));
		const run = await runOperation(
			sandbox(),
			'parcel getManifest',
			{ parcelId: '={{ $json.parcelId }}' },
			items,
		);
		expect(outputOf(run)).toEqual([
			...two.manifest.map((row) => ({ json: { parcelId: two.parcelId, ...row }, pairedItem: { item: 0 } })),
			...one.manifest.map((row) => ({ json: { parcelId: one.parcelId, ...row }, pairedItem: { item: 2 } })),
		]);
		expect(two.manifest).toHaveLength(2);
	});

	test.each([
		['in the list', '{"totalRecords":3,"interchanges":[{"interchangeId":1},{"interchangeId":2}]}', ''],
		['beside it', '[{"interchangeId":1},{"interchangeId":2}]', ',"totalRecords":3'],
		['of an empty one', '{"totalRecords":3,"interchanges":[]}', ''],
	])('that is longer according to ECGrid is an error, not a short list: %s', async (_, data, beside) => {
		sandbox().fault('GET /v2/parcels/manifest/{id}', { body: `{"success":true,"data":${data}${beside}}` });
		const run = await runOperation(sandbox(), 'parcel getManifest', { parcelId: 7 });
		expect(outputOf(run)).toEqual([]);
		expect(errorOf(run).message).toMatch(/^ECGrid returned [02] of 3 rows,/);
		expect(errorOf(run).message).toMatch(/Run this again.*ask ECGrid support\.$/);
		expect(errorOf(run).message).not.toMatch(/at most 0/);
	});
});

describe('Parcel → Find by Mailbag Control ID', () => {
	const tagged = async (tag: string, mailboxId?: number) => {
		const { parcelId } = put(sandbox(), { mailboxId });
		await runOperation(sandbox(), 'parcel setMailbagControlId', { parcelId, mailbagControlId: tag });
		return parcelId;
	};

	test('returns parcels with that tag, from all mailboxes or one, up to the limit', async () => {
		const first = await tagged('BATCH-1');
		const second = await tagged('BATCH-1', 30002);
		await tagged('BATCH-2');
		const find = async (parameters = {}) =>
			idsOf(
				outputOf(
					await runOperation(sandbox(), 'parcel findMailbagControlId', {
						mailbagControlId: 'BATCH-1',
						...parameters,
					}),
				),
			);
		expect(await find()).toEqual([first, second]);
		expect(await find({ filters: { mailboxId: byId('30002') } })).toEqual([second]);
		expect(await find({ limit: 1 })).toEqual([first]);
	});
});

describe('lists for several items', () => {
	const NOWHERE = 39999;
	const mailboxes = [30001, NOWHERE, 30002, 30003];
	const items = mailboxes.map((mailbox) => ({ mailbox }));
	const parameters = { filters: { mailboxId: byId('={{ $json.mailbox }}') } };

	test.each(['getInbox', 'getPending'])('%s return the rows of each, paired, in item order', async (list) => {
		const rows = [30003, 30001, 30002, 30001].map((mailboxId) => put(sandbox(), { mailboxId }));
		const good = items.filter(({ mailbox }) => mailbox !== NOWHERE);
		const run = await runOperation(sandbox(), `parcel ${list}`, parameters, good);
		expect(outputOf(run).map(({ json, pairedItem }) => [json.parcelId, pairedItem])).toEqual(
			[1, 3, 2, 0].map((n, at) => [rows[n]!.parcelId, { item: [0, 0, 1, 2][at] }]),
		);
	});

	test('stop at a failed one, and the error names it', async () => {
		const error = errorOf(await runOperation(sandbox(), 'parcel getInbox', parameters, items));
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(error.message).toMatch(/Mailbox 39999 was not found/);
	});

	test('continue after a failed one, if the node may', async () => {
		const rows = [30001, 30002, 30002, 30003].map((mailboxId) => put(sandbox(), { mailboxId }));
		const run = await runOperation(sandbox(), 'parcel getInbox', parameters, items, {
			onError: 'continueRegularOutput',
		});
		expect(outputOf(run)).toMatchObject([
			{ json: { parcelId: rows[0]!.parcelId }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringMatching(/39999/) }, pairedItem: { item: 1 } },
			{ json: { parcelId: rows[1]!.parcelId }, pairedItem: { item: 2 } },
			{ json: { parcelId: rows[2]!.parcelId }, pairedItem: { item: 2 } },
			{ json: { parcelId: rows[3]!.parcelId }, pairedItem: { item: 3 } },
		]);
	});

	test('send a failed one to the error output, if there is one', async () => {
		[30001, 30002, 30003].forEach((mailboxId) => put(sandbox(), { mailboxId }));
		const run = await runOperation(sandbox(), 'parcel getInbox', parameters, items, {
			onError: 'continueErrorOutput',
		});
		const [succeeded, failed] = outputsOf(run);
		expect(succeeded!.map(({ mailboxId }) => mailboxId)).toEqual([30001, 30002, 30003]);
		expect(failed).toMatchObject([{ mailbox: NOWHERE, error: expect.any(String) }]);
	});
});

describe('a page that fails', () => {
	withoutPauses();

	test('is requested again, and the list is complete', async () => {
		const ids = fill(sandbox(), 610);
		sandbox().fault(INBOX, { delayMs: 1 }, { status: 503 }, { cut: true });
		expect(idsOf(outputOf(await runOperation(sandbox(), 'parcel getInbox', { returnAll: true })))).toEqual(
			ids,
		);
		expect(bodiesOf(sandbox(), INBOX).map((body) => (body as { pageNo: number }).pageNo)).toEqual([
			1, 2, 2, 2, 3,
		]);
	});

	test('for good fails the whole list: it never returns a partial list', async () => {
		fill(sandbox(), 610);
		sandbox().fault(INBOX, { delayMs: 1 }, { status: 503, times: 3 });
		const run = await runOperation(sandbox(), 'parcel getInbox', { returnAll: true });
		expect(errorOf(run).message).toMatch(/unavailable/);
		expect(outputOf(run)).toEqual([]);
	});
});
