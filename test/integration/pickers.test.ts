import { text as textOf } from 'node:stream/consumers';

import { startSandbox } from '../../sandbox';
import { mailboxes } from '../../sandbox/seed';
import { oddServer } from './files';
import { errorOf, execute, searchList } from './n8n';
import { bodiesOf, credentialsFor, cleanSandbox, fromList } from './setup';

const MAILBOXES = 'POST /v2/mailboxes/list';

describe('the mailbox picker', () => {
	const sandbox = cleanSandbox();
	const search = async (filter?: string, token?: string) =>
		await searchList('searchMailboxes', credentialsFor(sandbox()), filter, token);

	test('shows names with IDs, page by page, each mailbox once', async () => {
		const first = await search();
		expect(first.results[0]).toEqual({ name: 'Albany Freight (30001)', value: 30001 });
		expect(first.paginationToken).toBeDefined();

		const second = await search(undefined, first.paginationToken as string);
		expect(second.paginationToken).toBeUndefined();
		const ids = [...first.results, ...second.results].map(({ value }) => value);
		expect(ids).toHaveLength(120);
		expect(ids).toEqual(mailboxes.map(({ mailboxId }) => mailboxId));
	});

	test.each([
		['a name', 'joplin wholesale', ['Joplin Wholesale (30120)']],
		['part of a name, in uppercase', 'ELECTRON', undefined],
		['an ID', '30077', [expect.stringContaining('(30077)')]],
		['a unique ID', 'ALBAFREI1', ['Albany Freight (30001)']],
		['text with spaces around it', '  joplin wholesale ', ['Joplin Wholesale (30120)']],
	])('finds by %s, even on later pages', async (_, filter, names) => {
		const { results } = await search(filter);
		if (names) expect(results.map(({ name }) => name)).toEqual(names);
		else expect(results).toHaveLength(10);
	});

	test('finds nothing without an error', async () => {
		expect(await search('no such mailbox')).toEqual({ results: [], paginationToken: undefined });
	});

	test('is empty and mentions no more if there are no mailboxes', async () => {
		sandbox().fault(MAILBOXES, { body: JSON.stringify({ success: true, data: [] }) });
		expect(await search()).toEqual({ results: [], paginationToken: undefined });
	});

	test('retries when ECGrid fails temporarily', async () => {
		sandbox().fault(MAILBOXES, { status: 503 });
		expect((await search()).results[0]).toEqual({ name: 'Albany Freight (30001)', value: 30001 });
	});

	test('requests no more rows at a time than ECGrid allows', async () => {
		await search();
		await search('x');
		for (const body of bodiesOf(sandbox(), MAILBOXES)) {
			expect(body).toMatchObject({ recordsPerPage: expect.any(Number), pageNo: expect.any(Number) });
			expect((body as { recordsPerPage: number }).recordsPerPage).toBeLessThanOrEqual(500);
		}
	});

	test.each([401, 403, 500])('says why it is empty if ECGrid answers %d', async (status) => {
		sandbox().fault(MAILBOXES, { status, times: 9 });
		await expect(search()).rejects.toThrow(`HTTP ${status}`);
	});

	test('sends nothing with an unsafe credential', async () => {
		const credentials = { apiKey: sandbox().apiKey, baseUrl: 'http://rest.ecgrid.io' };
		await expect(searchList('searchMailboxes', credentials)).rejects.toThrow(/Base URL/);
	});

	test.each([
		['mailboxName', { mailboxId: 5, mailboxName: 'Inbound' }, 'Inbound (5)'],
		['name', { MailboxID: '5', name: 'Inbound' }, 'Inbound (5)'],
		['uniqueId', { mailboxId: 5, companyName: '', uniqueId: 'INB' }, 'INB (5)'],
		['only its ID', { mailboxId: 5 }, '5'],
	])('labels a mailbox that has %s', async (_, row, name) => {
		sandbox().fault(MAILBOXES, { body: JSON.stringify({ success: true, data: [row] }) });
		expect((await search()).results).toEqual([{ name, value: 5 }]);
	});
});

describe('ECGrid reports more mailboxes than it lists: the picker says so below the mailboxes', () => {
	const sandbox = cleanSandbox();
	const row = { mailboxId: 5, companyName: 'Firm' };
	const choice = { name: 'Firm (5)', value: 5 };
	const note = (rows: number) => ({
		name: `ECGrid lists only ${rows} of 3 mailboxes. If yours is missing, choose By ID.`,
		value: 'not listed',
	});
	const page = (mailboxes: object[]) =>
		JSON.stringify({ success: true, data: { totalRecords: 3, mailboxes } });

	test.each([
		['none', [[]], [note(0)]],
		['the next page is empty', [[row], []], [choice, note(1)]],
		['the next page is the same', [[row], [row]], [choice, note(1)]],
	])('%s', async (_, pages, results) => {
		sandbox().fault(MAILBOXES, ...pages.map((rows) => ({ body: page(rows) })));
		const all: unknown[] = [];
		let token: string | undefined;
		do {
			const found = await searchList('searchMailboxes', credentialsFor(sandbox()), undefined, token);
			all.push(...found.results);
			token = found.paginationToken as string | undefined;
		} while (token !== undefined);
		expect(all).toEqual(results);
	});
});

describe('the callback picker', () => {
	const sandbox = cleanSandbox();

	test('shows what each callback is for and where it leads, without a login, and finds by both', async () => {
		const { callbackId } = sandbox().addCallback({
			url: 'https://me:secret@a.example.com/x',
			event: 'Parcel',
		});
		sandbox().addCallback({ url: 'https://b.example.com/y', event: 'User' });
		const credentials = credentialsFor(sandbox());
		const { results } = await searchList('searchCallbacks', credentials);
		expect(results).toHaveLength(2);
		expect(results[0]).toEqual({
			name: expect.stringMatching(/^Parcel: https:\/\/[^@]*a\.example\.com\/x \(\d+\)$/),
			value: callbackId,
		});
		expect(JSON.stringify(results)).not.toContain('secret');
		for (const filter of ['user', 'B.EXAMPLE']) {
			const found = await searchList('searchCallbacks', credentials, filter);
			expect(found.results).toEqual([results[1]]);
		}
	});
});

describe('the parcel picker', () => {
	const sandbox = cleanSandbox();

	test('shows the parcels that wait in the own inbox, by file name, and finds by it', async () => {
		const add = (fileName: string) =>
			sandbox().addParcel({ fileName, content: 'x' }, { fire: false }).parcelId;
		const [first, second] = [add('PO-1.edi'), add('INV-2.edi')];
		const credentials = credentialsFor(sandbox());
		expect(await searchList('searchParcels', credentials)).toEqual({
			results: [
				{ name: `PO-1.edi (${first})`, value: first },
				{ name: `INV-2.edi (${second})`, value: second },
			],
			paginationToken: undefined,
		});
		expect((await searchList('searchParcels', credentials, 'inv')).results).toEqual([
			{ name: `INV-2.edi (${second})`, value: second },
		]);
		expect(sandbox().requests.map(({ body }) => body)).toEqual([{}, {}]);
	});

	test('says so where ECGrid tells of more than it lists', async () => {
		const body = JSON.stringify({
			success: true,
			data: [{ parcelId: 7, fileName: 'a.edi' }],
			totalRecords: 30,
		});
		sandbox().fault('POST /v2/parcels/pending-inbox-list', { body });
		expect((await searchList('searchParcels', credentialsFor(sandbox()))).results).toEqual([
			{ name: 'a.edi (7)', value: 7 },
			{
				name: 'ECGrid lists only 1 of 30 waiting parcels. If yours is missing, choose By ID.',
				value: 'not listed',
			},
		]);
	});
});

describe('the network picker', () => {
	const sandbox = cleanSandbox();

	test('shows and finds networks', async () => {
		const credentials = credentialsFor(sandbox());
		expect(await searchList('searchNetworks', credentials)).toEqual({
			results: [
				{ name: 'Harborline Logistics (1201)', value: 1201 },
				{ name: 'Northfield Grocers Cooperative (1202)', value: 1202 },
				{ name: 'Cedar Point Manufacturing (1203)', value: 1203 },
			],
			paginationToken: undefined,
		});
		const { results } = await searchList('searchNetworks', credentials, 'grocers');
		expect(results).toEqual([{ name: 'Northfield Grocers Cooperative (1202)', value: 1202 }]);
	});
});

describe.each([
	['as bare arrays', { bareLists: true }],
	['as bare arrays of at most 60 rows', { bareLists: true, longestPage: 60 }],
	['with totals next to data', { totalsBeside: true }],
	['of at most 40 rows', { longestPage: 40 }],
	['of at most 60 rows, with totals next to data', { longestPage: 60, totalsBeside: true }],
])('with lists %s', (_, readings) => {
	const sandbox = cleanSandbox({ readings });

	test('the pickers show each mailbox once and then end', async () => {
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const found = await searchList('searchMailboxes', credentialsFor(sandbox()), undefined, token);
			values.push(...found.results.map(({ value }) => value));
			token = found.paginationToken as string | undefined;
		} while (token !== undefined);
		expect(values).toEqual(mailboxes.map(({ mailboxId }) => mailboxId));
	});
});

describe('a list of 20,000 mailboxes', () => {
	const grid = oddServer();
	const rowOf = (at: number) => ({
		mailboxId: 100_000 + at,
		companyName: at % 4_000 === 3 ? `Rare ${at}` : `Firm ${at}`,
	});
	const search = async (filter: string, token?: string) => {
		grid.answer(async (request, response) => {
			const body = JSON.parse(await textOf(request)) as {
				pageNo: number;
				recordsPerPage: number;
			};
			const before = (body.pageNo - 1) * body.recordsPerPage;
			const data = Array.from({ length: Math.min(body.recordsPerPage, 20_000 - before) }, (_, at) =>
				rowOf(before + at),
			);
			response.end(JSON.stringify({ success: true, data: { mailboxes: data, totalRecords: 20_000 } }));
		});
		return await searchList('searchMailboxes', grid.credentials(), filter, token);
	};
	const note = {
		name: 'Searched only the first 5000 mailboxes. If yours is missing, choose By ID.',
		value: 'not searched',
	};

	test('a search without results in the rows it read says that there is more', async () => {
		expect((await search('no such firm')).results).toEqual([note]);
	});

	test('a search with too few results to scroll says so below them', async () => {
		const { results, paginationToken } = await search('rare');
		expect(results).toEqual([
			{ name: 'Rare 3 (100003)', value: 100_003 },
			{ name: 'Rare 4003 (104003)', value: 104_003 },
			note,
		]);
		expect((await search('rare', paginationToken as string)).results).toEqual([
			{ name: 'Rare 8003 (108003)', value: 108_003 },
			{ ...note, name: note.name.replace('5000', '10000') },
		]);
	});

	test('a search with enough results leaves the rest to scrolling', async () => {
		const { results, paginationToken } = await search('firm');
		expect(results.length).toBeGreaterThanOrEqual(10);
		expect(results).not.toContainEqual(note);
		expect(paginationToken).toBeDefined();
		expect(grid.requests).toHaveLength(1);
	});

	test("the note isn't a choice: choosing it asks for an ID and names the field", async () => {
		const run = await execute({
			credentials: grid.credentials(),
			parameters: {
				resource: 'parcel',
				operation: 'getPending',
				filters: { mailboxId: fromList(note.value) },
			},
		});
		expect(errorOf(run).message).toBe(
			'“Mailbox” must be an ID of digits only, such as 12345, not “not searched”.',
		);
		expect(grid.requests).toEqual([]);
	});
});

test('rows with the same ID are one choice, and the API key is in no name', async () => {
	const sandbox = await startSandbox();
	try {
		const data = [
			{ userId: 5, login: `key ${sandbox.apiKey}` },
			{ userId: 5, login: 'again' },
			{ userId: 6, login: 'jsmith' },
		];
		const answers = [data, []].map((rows) => ({ body: JSON.stringify({ success: true, data: rows }) }));
		sandbox.fault('POST /v2/users/list', ...answers);
		expect((await searchList('searchUsers', credentialsFor(sandbox))).results).toEqual([
			{ name: 'key ••• (5)', value: 5 },
			{ name: 'jsmith (6)', value: 6 },
		]);
	} finally {
		await sandbox.stop();
	}
});

describe('rows without a valid ID', () => {
	const sandbox = cleanSandbox();

	test.each([undefined, null, 0, -3, '', 'abc', 2 ** 60])(
		"%j: such a row isn't a choice",
		async (mailboxId) => {
			const data = [
				{ mailboxId, companyName: 'Odd' },
				{ mailboxId: 5, companyName: 'Good' },
			];
			sandbox().fault(MAILBOXES, { body: JSON.stringify({ success: true, data, totalRecords: 2 }) });
			const { results } = await searchList('searchMailboxes', credentialsFor(sandbox()));
			expect(results).toEqual([{ name: 'Good (5)', value: 5 }]);
		},
	);
});

test('a picker stops if ECGrid returns the same page again', async () => {
	const sandbox = await startSandbox({ readings: { bareLists: true, pagesIgnored: true } });
	try {
		const first = await searchList('searchMailboxes', credentialsFor(sandbox));
		const token = first.paginationToken as string;
		expect(await searchList('searchMailboxes', credentialsFor(sandbox), undefined, token)).toEqual({
			results: [],
			paginationToken: undefined,
		});
	} finally {
		await sandbox.stop();
	}
});
