import type { IDataObject } from 'n8n-workflow';

import { fieldOf, isRecord, read } from './record';
import type { ApiContext, ApiRequest } from './api';
import { send, type Sending } from './request';

/** Under which names the pages show the rows of a list. */
const LISTS = ['networks', 'mailboxes', 'interchanges', 'events', 'queueEntries'];

/** The rows in the `data` of a list, in any of the shapes that ECGrid's pages show: an array, or an object that holds one. */
export function rowsOf(data: unknown): IDataObject[] {
	const rows = isRecord(data)
		? (LISTS.map((name) => fieldOf(data, name)).find(Array.isArray) ??
			Object.values(data).find(Array.isArray))
		: data;
	return Array.isArray(rows) ? rows.filter(isRecord) : [];
}

/** Page sizes that ECGrid may cut a page to are multiples of this. */
const ROUND = 25;

/** The number of rows that a list has in all, where the answer says it. */
const totalOf = (data: unknown): number | undefined => {
	const total = read(data, 'totalRecords');
	return typeof total === 'number' ? total : undefined;
};

/**
 * One page of a list, after so many rows. `more` is false when the list has surely ended: the total is reached, or,
 * where none is told, fewer rows came than were asked for. A page cut to a round number of rows may be cut to a
 * maximum of ECGrid's own, so that the next page is asked for.
 * API: section 1.6 of the sheet.
 */
export async function page(
	context: ApiContext,
	request: ApiRequest,
	pageNo: number,
	recordsPerPage: number,
	{ before, ...sending }: Sending & { before?: number } = {},
): Promise<{ rows: IDataObject[]; more: boolean; total?: number }> {
	const body = { ...request.body, pageNo, recordsPerPage };
	const data = await send(context, { ...request, body }, sending);
	const rows = rowsOf(data);
	const { length } = rows;
	const isWhole = length >= recordsPerPage || (length > 0 && length % ROUND === 0);
	const total = totalOf(data);
	const soFar = before ?? (pageNo - 1) * (isWhole ? length : recordsPerPage);
	return { rows, more: length > 0 && (total === undefined ? isWhole : soFar + length < total), total };
}

/**
 * The rows of a list, page after page, until it ends or the limit is reached. A row that comes again, because the
 * list moved between two pages or ECGrid ignores the page number, is given once.
 */
export async function allRows(
	context: ApiContext,
	request: ApiRequest,
	{ recordsPerPage = 500, limit = Infinity }: { recordsPerPage?: number; limit?: number } = {},
	sending?: Sending,
): Promise<IDataObject[]> {
	const size = Math.min(recordsPerPage, limit);
	const all = new Map<string, IDataObject>();
	for (let pageNo = 1, more = true; more && all.size < limit; pageNo++) {
		const before = all.size;
		const result = await page(context, request, pageNo, size, { ...sending, before });
		for (const row of result.rows) all.set(JSON.stringify(row), row);
		more = result.more && all.size > before;
	}
	return [...all.values()].slice(0, limit);
}
