import { startSandbox } from '../../sandbox';
import { mailboxes } from '../../sandbox/seed';
import { searchList } from './n8n';
import { bodiesOf, credentialsFor, cleanSandbox } from './setup';

const MAILBOXES = 'POST /v2/mailboxes/list';

describe('the mailbox picker', () => {
	const sandbox = cleanSandbox();
	const search = async (filter?: string, token?: string) =>
		await searchList('searchMailboxes', credentialsFor(sandbox()), filter, token);

	test('shows names with IDs, page after page, each mailbox once', async () => {
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
		['part of a name, in capitals', 'ELECTRON', undefined],
		['an ID', '30077', [expect.stringContaining('(30077)')]],
		['a unique ID', 'ALBAFREI1', ['Albany Freight (30001)']],
		['a text with blanks around it', '  joplin wholesale ', ['Joplin Wholesale (30120)']],
	])('finds by %s, also on later pages', async (_, filter, names) => {
		const { results } = await search(filter);
		if (names) expect(results.map(({ name }) => name)).toEqual(names);
		else expect(results).toHaveLength(10);
	});

	test('finds nothing without fuss', async () => {
		expect(await search('no such mailbox')).toEqual({ results: [], paginationToken: undefined });
	});

	test('asks for no more rows at a time than ECGrid allows', async () => {
		await search();
		await search('x');
		for (const body of bodiesOf(sandbox(), MAILBOXES)) {
			expect(body).toMatchObject({ recordsPerPage: expect.any(Number), pageNo: expect.any(Number) });
			expect((body as { recordsPerPage: number }).recordsPerPage).toBeLessThanOrEqual(500);
		}
	});

	test.each([401, 403, 500])('says why it is empty when ECGrid answers %d', async (status) => {
		sandbox().fault(MAILBOXES, { status, times: 9 });
		await expect(search()).rejects.toThrow(`HTTP ${status}`);
	});

	test('sends nothing with a credential that is not safe', async () => {
		const credentials = { apiKey: sandbox().apiKey, baseUrl: 'http://rest.ecgrid.io' };
		await expect(searchList('searchMailboxes', credentials)).rejects.toThrow(/Base URL/);
	});

	test.each([
		['mailboxName', { mailboxId: 5, mailboxName: 'Inbound' }, 'Inbound (5)'],
		['name', { MailboxID: '5', name: 'Inbound' }, 'Inbound (5)'],
		['uniqueId', { mailboxId: 5, companyName: '', uniqueId: 'INB' }, 'INB (5)'],
		['nothing but its ID', { mailboxId: 5 }, '5'],
	])('labels a mailbox that has %s', async (_, row, name) => {
		sandbox().fault(MAILBOXES, { body: JSON.stringify({ success: true, data: [row] }) });
		expect((await search()).results).toEqual([{ name, value: 5 }]);
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
	['as bare arrays of 60 rows at most', { bareLists: true, longestPage: 60 }],
	['with totals beside data', { totalsBeside: true }],
	['of 40 rows at most', { longestPage: 40 }],
	['of 60 rows at most, with totals beside data', { longestPage: 60, totalsBeside: true }],
])('with lists %s', (_, readings) => {
	const sandbox = cleanSandbox({ readings });

	test('the pickers show each mailbox once, and then end', async () => {
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

test('a picker ends where ECGrid gives the same page again', async () => {
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
