import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import {
	allRows,
	IncompleteList,
	fetchPage,
	rowsOf,
	unpagedRows,
	UnreadableList,
} from '../../../../../nodes/EcGrid/transport/pages';
import type { ApiContext, ApiRequest } from '../../../../../nodes/EcGrid/transport/api';

const request: ApiRequest = {
	method: 'POST',
	path: '/v2/x/list',
	body: { status: 'Active' },
	idempotent: true,
};

/**
 * An ECGrid that answers with the `data` (and sibling fields) that functions compute from the request's body,
 * and that records the requests.
 */
function listOf(
	dataFor: (body: { pageNo: number; recordsPerPage: number }) => unknown,
	beside: object | (() => object) = {},
) {
	const asked: IDataObject[] = [];
	const context = {
		getNode: () => ({ name: 'ECGrid' }),
		getCredentials: async () => ({ apiKey: 'key-5f1c9a' }),
		helpers: {
			httpRequestWithAuthentication: async (_: string, { body }: IHttpRequestOptions) => {
				asked.push(body as IDataObject);
				const data = dataFor(body as never);
				const more = typeof beside === 'function' ? beside() : beside;
				return { statusCode: 200, headers: {}, body: { success: true, data, ...more } };
			},
		},
	} as unknown as ApiContext;
	return { context, asked };
}

const rows = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => ({ id: from + index }));

describe('the rows of a list', () => {
	test.each([
		['an array', [{ id: 1 }]],
		['an object that holds one', { totalRecords: 1, pageNo: 1, mailboxes: [{ id: 1 }] }],
		['an object with an empty list of something else first', { warnings: [], mailboxes: [{ id: 1 }] }],
		['an object with only one list, whatever its name', { identity: 'x', pageNo: 1, things: [{ id: 1 }] }],
	])('%s', (_, data) => expect(rowsOf(data)).toEqual([{ id: 1 }]));

	test.each([
		[],
		{ mailboxes: [] },
		{ totalRecords: 0, pageNo: 1, recordsPerPage: 25, events: [] },
		{ totalRecords: 0 },
		{ totalRecords: 0, parcels: null },
		{ TotalRecords: '0', Parcels: null },
	])('%j is an empty list', (data) => expect(rowsOf(data)).toEqual([]));

	test('no data is an empty list if the total next to it is 0', () => {
		expect(rowsOf(null, 0)).toEqual([]);
	});

	test.each([
		[null, 'nothing'],
		[undefined, 'nothing'],
		['', 'a string'],
		['OK, s3cr3t', 'a string'],
		[5, 'a number'],
		[true, 'a boolean'],
		[{}, 'an object with no fields'],
		[{ result: { parcels: [{ id: 1 }] } }, 'an object with the fields result'],
		[{ networks: null }, 'an object with the fields networks'],
		[{ parcels: null, totalRecords: 3 }, 'an object with the fields parcels, totalRecords, for 3 rows'],
		[{ parcels: { 0: { id: 1 } } }, 'an object with the fields parcels'],
		[{ parcels: null, warnings: [] }, 'an object with the fields parcels, warnings'],
		[{ first: [], second: [{ id: 1 }] }, 'an object with the fields first, second'],
		[{ parcelId: 5, manifest: [{ id: 1 }] }, 'an object with the fields parcelId, manifest'],
		[[1, { id: 1 }], 'row 1 is a number'],
		[[{ id: 1 }, null], 'row 2 is nothing'],
		[[[{ id: 1 }]], 'row 1 is a list'],
		[{ parcels: ['s3cr3t'] }, 'row 1 is a string'],
		[{ [`s3cr3t ${'x'.repeat(99)}`]: 1 }, 'an object with no fields'],
		[{ s3cr3t: 1, parcel: {} }, 'an object with the fields parcel'],
	])('refuses %j as a list instead of treating it as empty', (data, what) => {
		const read = () => rowsOf(data);
		expect(read).toThrow(UnreadableList);
		expect(read).toThrow(
			`ECGrid sent a list that this node can't read: ${what}. The node doesn't treat it as empty.`,
		);
	});

	test('reads the name of a list in any case', () => {
		expect(rowsOf({ Warnings: [], PARCELS: [{ id: 1 }] })).toEqual([{ id: 1 }]);
	});
});

describe('one page', () => {
	test('requests the page along with the original parameters', async () => {
		const { context, asked } = listOf(() => rows(0, 2));
		expect(await fetchPage(context, request, 3, 2)).toEqual({ rows: rows(0, 2), hasMore: true });
		expect(asked).toEqual([{ status: 'Active', pageNo: 3, recordsPerPage: 2 }]);
	});

	test("may be followed by another page even if it isn't full: ECGrid's own maximum may have cut it", async () => {
		expect(await fetchPage(listOf(() => rows(0, 1)).context, request, 1, 2)).toMatchObject({ hasMore: true });
	});

	test('is the last if it is empty', async () => {
		expect(await fetchPage(listOf(() => []).context, request, 3, 2)).toMatchObject({ hasMore: false });
	});

	test.each([
		[1, 0, 3, true],
		[2, 3, 6, false],
		[2, 3, 7, true],
		[3, 6, 5, false],
	])('page %d after %d rows with a reported total of %d: more is %s', async (pageNo, before, total, more) => {
		const inside = listOf(() => ({ totalRecords: total, events: rows(0, 2) }));
		const beside = listOf(() => rows(0, 2), { totalRecords: total });
		const asText = listOf(() => rows(0, 2), { TotalRecords: String(total) });
		for (const { context } of [inside, beside, asText]) {
			const got = await fetchPage(context, request, pageNo, 500, { before: pageNo === 2 ? 4 : before });
			expect(got).toEqual({ rows: rows(0, 2), total, hasMore: more });
		}
	});

	test.each([
		[6, false],
		[7, true],
	])('page 3 by itself with a reported total of %d: more is %s', async (totalRecords, more) => {
		const { context } = listOf(() => rows(0, 2), { totalRecords });
		expect(await fetchPage(context, request, 3, 2)).toMatchObject({ hasMore: more });
	});

	test('that ECGrid refuses after an incomplete page is empty and the last', async () => {
		const { context } = listOf(() => null, {
			success: false,
			errorCode: 'InvalidParameter',
			message: 'pageNo',
		});
		expect(await fetchPage(context, request, 2, 4, { before: 3 })).toEqual({ rows: [], hasMore: false });
		await expect(fetchPage(context, request, 2, 4)).rejects.toThrow('InvalidParameter');
	});

	test('a total of 0 with rows means nothing', async () => {
		const { context } = listOf(() => rows(0, 2), { totalRecords: 0 });
		expect(await fetchPage(context, request, 1, 2)).toEqual({
			rows: rows(0, 2),
			hasMore: true,
			total: undefined,
		});
	});

	test('is empty if it has no rows and the total is 0', async () => {
		const { context } = listOf(() => null, { totalRecords: 0 });
		expect(await fetchPage(context, request, 1, 2)).toEqual({ rows: [], hasMore: false, total: 0 });
	});
});

describe('all rows', () => {
	const refused = (errorCode: string) => ({ success: false, data: null, errorCode, message: 'pageNo' });
	const paged = (total: number) =>
		listOf(({ pageNo, recordsPerPage }) =>
			rows(Math.min((pageNo - 1) * recordsPerPage, total), Math.min(pageNo * recordsPerPage, total)),
		);

	test.each([
		[0, 1],
		[1, 2],
		[2, 2],
		[5, 4],
		[6, 4],
	])(
		'%d rows without a reported total, two per page, take %d requests; the last returns an empty page',
		async (total, requests) => {
			const { context, asked } = paged(total);
			expect(await allRows(context, request, { recordsPerPage: 2 })).toEqual(rows(0, total));
			expect(asked).toHaveLength(requests);
		},
	);

	test.each([1, 2, 3, 4])('with a limit of %d, no page is fetched in vain', async (limit) => {
		const { context, asked } = paged(9);
		const found = await allRows(context, request, { recordsPerPage: 2, limit });
		expect(found.slice(0, limit)).toEqual(rows(0, limit));
		expect(asked).toHaveLength(Math.ceil(limit / 2));
	});

	test('reads a list that ignores the page number once', async () => {
		const { context, asked } = listOf(() => rows(0, 2));
		expect(await allRows(context, request, { recordsPerPage: 2 })).toEqual(rows(0, 2));
		expect(asked).toHaveLength(2);
	});

	const cut =
		(most: number) =>
		({ pageNo }: { pageNo: number }) =>
			rows(Math.min((pageNo - 1) * most, 260), Math.min(pageNo * most, 260));

	test.each([1, 7, 10, 20, 25, 30, 40, 50, 60, 100, 259, 260])(
		'reads a list with pages cut to %d rows to its end, with or without a reported total',
		async (most) => {
			const untold = listOf(cut(most));
			const beside = listOf(cut(most), { totalRecords: 260 });
			const inside = listOf((body) => ({ totalRecords: 260, events: cut(most)(body) }));
			for (const { context } of [untold, beside, inside]) {
				expect(await allRows(context, request)).toEqual(rows(0, 260));
				expect(await allRows(context, request, { limit: 101 })).toEqual(rows(0, 101));
			}
			const pages = Math.ceil(260 / most);
			for (const { asked } of [beside, inside]) {
				expect(asked.filter(({ recordsPerPage }) => recordsPerPage === 500)).toHaveLength(pages);
			}
			expect(untold.asked.filter(({ recordsPerPage }) => recordsPerPage === 500)).toHaveLength(pages + 1);
		},
	);

	test.each([
		[500, 1],
		[1_000, 2],
		[700, 2],
	])('for %d rows with a reported total, requests %d pages', async (totalRecords, pages) => {
		const { context, asked } = listOf(({ pageNo, recordsPerPage }) => ({
			totalRecords,
			events: rows((pageNo - 1) * recordsPerPage, Math.min(pageNo * recordsPerPage, totalRecords)),
		}));
		expect(await allRows(context, request)).toEqual(rows(0, totalRecords));
		expect(asked).toHaveLength(pages);
	});

	test.each([1, 40, 130])('reads pages of %d rows up to the reported total', async (most) => {
		const { context } = listOf(({ pageNo }) => ({
			totalRecords: 260,
			parcels: rows(Math.min((pageNo - 1) * most, 260), Math.min(pageNo * most, 260)),
		}));
		expect(await allRows(context, request)).toEqual(rows(0, 260));
	});

	test.each<[string, (pageNo: number) => unknown, number, RegExp]>([
		[
			'the first page is empty',
			() => ({ totalRecords: 9, parcels: [] }),
			1,
			/returns none\..* set a filter\.$/,
		],
		[
			'the second page is empty',
			(pageNo) => ({ totalRecords: 9, parcels: pageNo === 1 ? rows(0, 3) : [] }),
			2,
			/returns only 3\..* set a Limit of at most 3, or a filter\.$/,
		],
		[
			'the second page is empty and no longer reports a total',
			(pageNo) => (pageNo === 1 ? { totalRecords: 9, parcels: rows(0, 3) } : []),
			2,
			/returns only 3\./,
		],
		[
			'the second page is empty and reports a total of 0',
			(pageNo) =>
				pageNo === 1 ? { totalRecords: 9, parcels: rows(0, 3) } : { totalRecords: 0, parcels: null },
			2,
			/returns only 3\./,
		],
		[
			'the second page is the first one, and the third is empty',
			(pageNo) => ({ totalRecords: 9, parcels: pageNo < 3 ? rows(0, 6) : [] }),
			3,
			/returns only 6\./,
		],
		[
			'rows disappeared during reading, so that one may have been skipped',
			(pageNo) =>
				[
					{ totalRecords: 9, parcels: rows(0, 5) },
					{ totalRecords: 8, parcels: rows(6, 9) },
				][pageNo - 1] ?? { totalRecords: 8, parcels: [] },
			3,
			/reports 9 rows, but returns only 8\. Run this again/,
		],
	])("fewer rows than reported aren't a complete list: %s", async (_, answer, pages, why) => {
		const { context, asked } = listOf(({ pageNo }) => answer(pageNo));
		const failure = await allRows(context, request).catch((error: IncompleteList) => error);
		expect(failure).toBeInstanceOf(IncompleteList);
		expect((failure as IncompleteList).message).toMatch(why);
		expect(asked).toHaveLength(pages);
		const { length } = (failure as IncompleteList).rows;
		if (length > 0) expect(await allRows(context, request, { limit: length })).toHaveLength(length);
	});

	test("a row added at the top during reading doesn't hide the rest", async () => {
		const answers = [
			{ totalRecords: 6, parcels: rows(1, 4) },
			{ totalRecords: 7, parcels: rows(3, 6) },
			{ totalRecords: 7, parcels: rows(6, 7) },
		];
		const { context } = listOf(({ pageNo }) => answers[pageNo - 1] ?? { totalRecords: 7, parcels: [] });
		expect(await allRows(context, request, { recordsPerPage: 3 })).toEqual(rows(1, 7));
	});

	test("a refused page isn't the end of a list that reports more rows", async () => {
		let pages = 0;
		const { context } = listOf(
			() => (pages === 0 ? { totalRecords: 9, parcels: rows(0, 3) } : null),
			() => (pages++ === 0 ? {} : refused('InvalidParameter')),
		);
		await expect(allRows(context, request)).rejects.toThrow(/reports 9 rows, but returns only 3\./);
	});

	test.each([
		['beside data', (data: object[]) => listOf(() => data, { totalRecords: 9 })],
		['in it', (data: object[]) => listOf(() => ({ totalRecords: 9, events: data }))],
	])("fewer rows than reported %s, repeatedly, aren't a complete list", async (_, list) => {
		const { context, asked } = list(rows(0, 3));
		await expect(allRows(context, request)).rejects.toThrow(/reports 9 rows, but returns the same 3 on/);
		expect(asked).toHaveLength(3);
		expect(await allRows(context, request, { limit: 3 })).toEqual(rows(0, 3));
	});

	test("a full page of moved rows isn't the end if the list reports more", async () => {
		const answers = [rows(0, 3), rows(0, 3), rows(3, 6)];
		const { context } = listOf(({ pageNo }) => ({ totalRecords: 6, events: answers[pageNo - 1] }));
		expect(await allRows(context, request, { recordsPerPage: 3 })).toEqual(rows(0, 6));
	});

	test.each(['InvalidParameter', 'ObjectNotFound'])(
		'a page after an incomplete one ends the list if ECGrid refuses it (%s)',
		async (errorCode) => {
			let pages = 0;
			const { context } = listOf(
				() => (pages === 0 ? rows(0, 3) : null),
				() => (pages++ === 0 ? {} : refused(errorCode)),
			);
			expect(await allRows(context, request, { recordsPerPage: 4 })).toEqual(rows(0, 3));
		},
	);

	test.each([
		['InvalidParameter', 3],
		['AccessDenied', 4],
	])(
		'a refusal (%s) of the page after 3 rows, %d per page, is an error',
		async (errorCode, recordsPerPage) => {
			let pages = 0;
			const { context } = listOf(
				() => (pages === 0 ? rows(0, 3) : null),
				() => (pages++ === 0 ? {} : refused(errorCode)),
			);
			await expect(allRows(context, request, { recordsPerPage })).rejects.toThrow(errorCode);
		},
	);

	test('gives up a list that never ends', async () => {
		const { context, asked } = listOf(({ pageNo }) => [{ id: pageNo }]);
		const failure: IncompleteList = await allRows(context, request).then(
			() => undefined as never,
			(error) => error,
		);
		expect(failure.message).toMatch(/has no end after 5000 pages/);
		expect(failure.rows).toHaveLength(5_000);
		expect(asked).toHaveLength(5_000);
		expect(await allRows(context, request, { limit: 10 })).toHaveLength(10);
	});

	test("gives up a list that hasn't ended in time, after its first page", async () => {
		const { context, asked } = paged(4);
		const late = allRows(context, request, { recordsPerPage: 2, until: Date.now() - 1 });
		await expect(late).rejects.toThrow(/timed out after 2 rows/);
		expect(asked).toHaveLength(1);
		const inTime = { recordsPerPage: 2, until: Date.now() + 60_000 };
		expect(await allRows(context, request, inTime)).toEqual(rows(0, 4));
	});

	test("a page that isn't a list fails the list instead of ending it", async () => {
		const { context } = listOf(({ pageNo }) => (pageNo === 1 ? rows(0, 2) : null));
		await expect(allRows(context, request, { recordsPerPage: 2 })).rejects.toThrow(UnreadableList);
	});

	test('returns a row that moves to the next page during reading once', async () => {
		const { context } = listOf(({ pageNo }) => (pageNo === 1 ? rows(0, 4) : rows(3, 6)));
		expect(await allRows(context, request, { recordsPerPage: 4 })).toEqual(rows(0, 6));
	});

	test.each([
		['/v2/parcels/inbox-list', 'parcelId'],
		['/v2/parcels/outbox-list', 'ParcelID'],
		['/v2/callbacks/event-list', 'callbackEventId'],
		['/v2/callbacks/queue-list', 'callBackQueueId'],
		['/v2/mailboxes/list', 'mailboxId'],
		['/v2/networks/list', 'networkId'],
	])(
		'in %s, returns a row whose status changes between two pages once, in its last state',
		async (path, id) => {
			const row = (n: number, status: string) => ({ [id]: n, status });
			const answers = [
				[row(1, 'a'), row(2, 'a')],
				[row(2, 'b'), row(3, 'b')],
			];
			const { context } = listOf(({ pageNo }) => answers[pageNo - 1] ?? []);
			expect(await allRows(context, { ...request, path }, { recordsPerPage: 2 })).toEqual([
				row(1, 'a'),
				row(2, 'b'),
				row(3, 'b'),
			]);
		},
	);

	test('tells events with the same ID apart by their subject', async () => {
		const event = (objectId: number) => ({ callBackEventId: 7, objectId, created: '2026-05-07T12:00:00Z' });
		const { context } = listOf(({ pageNo }) => (pageNo < 4 ? [event(pageNo)] : []));
		expect(await allRows(context, { ...request, path: '/v2/callbacks/event-list' })).toHaveLength(3);
	});

	test('returns all rows of one page with the same ID', async () => {
		const inbox = { ...request, path: '/v2/parcels/inbox-list' };
		const all = [
			{ parcelId: 1, mailboxId: 1 },
			{ parcelId: 1, mailboxId: 2 },
			{ parcelId: 1, mailboxId: 3 },
		];
		const { context } = listOf(({ pageNo }) => (pageNo === 1 ? all : []));
		expect(await allRows(context, inbox)).toEqual(all);
	});

	test('tells rows without an ID apart by their whole content', async () => {
		const inbox = { ...request, path: '/v2/parcels/inbox-list' };
		const { context } = listOf(({ pageNo }) => (pageNo < 4 ? [{ fileName: `${pageNo}.edi` }] : []));
		expect(await allRows(context, inbox)).toHaveLength(3);
	});

	test('returns all rows that are too deep to serialize', async () => {
		const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`) as IDataObject;
		const answers = [[deep, { id: 1 }], [{ ...deep }]];
		const { context } = listOf(({ pageNo }) => answers[pageNo - 1] ?? []);
		expect(await allRows(context, request)).toHaveLength(3);
	});
});

describe('a list without pages', () => {
	test.each([undefined, 2])('is requested once (total: %j)', async (totalRecords) => {
		const { context, asked } = listOf(() => rows(0, 2), { totalRecords });
		expect(await unpagedRows(context, request)).toEqual(rows(0, 2));
		expect(await unpagedRows(context, request, { limit: 1 })).toEqual(rows(0, 1));
		expect(asked).toEqual([{ status: 'Active' }, { status: 'Active' }]);
	});

	test.each([
		['in its data', () => listOf(() => ({ totalRecords: 5, parcels: rows(0, 2) }))],
		['beside it', () => listOf(() => rows(0, 2), { totalRecords: 5 })],
	])('with fewer rows than reported %s is an error, unless they are enough', async (_, list) => {
		const { context } = list();
		await expect(unpagedRows(context, request)).rejects.toThrow(/ECGrid returned 2 of 5/);
		await expect(unpagedRows(context, request, { limit: 3 })).rejects.toThrow(UnreadableList);
		expect(await unpagedRows(context, request, { limit: 2 })).toEqual(rows(0, 2));
	});
});
