import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { allRows, page, rowsOf } from '../../../../../nodes/EcGrid/transport/pages';
import type { ApiContext, ApiRequest } from '../../../../../nodes/EcGrid/transport/api';

const request: ApiRequest = {
	method: 'POST',
	path: '/v2/x/list',
	body: { status: 'Active' },
	repeatable: true,
};

/** An ECGrid that answers with the `data` that a function makes of the request's body, and what it was asked. */
function listOf(dataFor: (body: { pageNo: number; recordsPerPage: number }) => unknown) {
	const asked: IDataObject[] = [];
	const context = {
		getNode: () => ({ name: 'ECGrid' }),
		getCredentials: async () => ({ apiKey: 'key-5f1c9a' }),
		helpers: {
			httpRequestWithAuthentication: async (_: string, { body }: IHttpRequestOptions) => {
				asked.push(body as IDataObject);
				return { statusCode: 200, headers: {}, body: { success: true, data: dataFor(body as never) } };
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
	])('%s', (_, data) => expect(rowsOf(data)).toEqual([{ id: 1 }]));

	test.each([null, undefined, {}, '', 5, true, { totalRecords: 0 }, [], { networks: null }])(
		'%j holds none',
		(data) => expect(rowsOf(data)).toEqual([]),
	);

	test('what is no record is left out', () => expect(rowsOf([1, 'a', null, { id: 1 }])).toEqual([{ id: 1 }]));
});

describe('one page', () => {
	test('asks for the page besides what the request asks for', async () => {
		const { context, asked } = listOf(() => rows(0, 2));
		expect(await page(context, request, 3, 2)).toEqual({ rows: rows(0, 2), more: true });
		expect(asked).toEqual([{ status: 'Active', pageNo: 3, recordsPerPage: 2 }]);
	});

	test('is the last when it is not full', async () => {
		expect(await page(listOf(() => rows(0, 1)).context, request, 1, 2)).toMatchObject({ more: false });
	});
});

describe('all rows', () => {
	const paged = (total: number) =>
		listOf(({ pageNo, recordsPerPage }) =>
			rows(Math.min((pageNo - 1) * recordsPerPage, total), Math.min(pageNo * recordsPerPage, total)),
		);

	test.each([
		[0, 1],
		[1, 1],
		[2, 2],
		[5, 3],
		[6, 4],
	])('%d rows, two a page, take %d requests', async (total, requests) => {
		const { context, asked } = paged(total);
		expect(await allRows(context, request, { recordsPerPage: 2 })).toEqual(rows(0, total));
		expect(asked).toHaveLength(requests);
	});

	test.each([1, 2, 3, 4])('with a limit of %d no page is fetched in vain', async (limit) => {
		const { context, asked } = paged(9);
		const found = await allRows(context, request, { recordsPerPage: 2, limit });
		expect(found.slice(0, limit)).toEqual(rows(0, limit));
		expect(asked).toHaveLength(Math.ceil(limit / 2));
	});

	test('a list that ignores the page number is read once', async () => {
		const { context, asked } = listOf(() => rows(0, 2));
		expect(await allRows(context, request, { recordsPerPage: 2 })).toEqual(rows(0, 2));
		expect(asked).toHaveLength(2);
	});

	test.each([25, 50, 100])('a list whose pages ECGrid cuts to %d rows is read to its end', async (most) => {
		const { context } = listOf(({ pageNo }) =>
			rows(Math.min((pageNo - 1) * most, 260), Math.min(pageNo * most, 260)),
		);
		expect(await allRows(context, request)).toEqual(rows(0, 260));
	});

	test.each([
		[500, 1],
		[1_000, 2],
		[700, 2],
	])('of %d rows whose total is told, %d pages are asked for', async (totalRecords, pages) => {
		const { context, asked } = listOf(({ pageNo, recordsPerPage }) => ({
			totalRecords,
			events: rows((pageNo - 1) * recordsPerPage, Math.min(pageNo * recordsPerPage, totalRecords)),
		}));
		expect(await allRows(context, request)).toEqual(rows(0, totalRecords));
		expect(asked).toHaveLength(pages);
	});

	test.each([1, 40, 130])('pages of %d rows are read to the total that is told', async (most) => {
		const { context } = listOf(({ pageNo }) => ({
			totalRecords: 260,
			parcels: rows(Math.min((pageNo - 1) * most, 260), Math.min(pageNo * most, 260)),
		}));
		expect(await allRows(context, request)).toEqual(rows(0, 260));
	});

	test('a total that is told too high ends with the first page that brings nothing', async () => {
		const { context, asked } = listOf(({ pageNo }) => ({
			totalRecords: 9,
			parcels: pageNo === 1 ? rows(0, 3) : [],
		}));
		expect(await allRows(context, request)).toEqual(rows(0, 3));
		expect(asked).toHaveLength(2);
	});

	test('a row that moved to the next page while the list was read comes once', async () => {
		const { context } = listOf(({ pageNo }) => (pageNo === 1 ? rows(0, 4) : rows(3, 6)));
		expect(await allRows(context, request, { recordsPerPage: 4 })).toEqual(rows(0, 6));
	});
});
