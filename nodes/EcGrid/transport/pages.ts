import type { IDataObject } from 'n8n-workflow';

import { fieldOf, isRecord } from './record';
import type { ApiContext, ApiRequest } from './api';
import { send } from './request';

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

/**
 * One page of a list. `more` is false when the list has surely ended: fewer rows came than were asked for.
 * API: section 1.6 of the sheet.
 */
export async function page(
	context: ApiContext,
	request: ApiRequest,
	pageNo: number,
	recordsPerPage: number,
	itemIndex?: number,
): Promise<{ rows: IDataObject[]; more: boolean }> {
	const body = { ...request.body, pageNo, recordsPerPage };
	const rows = rowsOf(await send(context, { ...request, body }, itemIndex));
	return { rows, more: rows.length >= recordsPerPage };
}

/** The rows of a list, page after page, until it ends or the limit is reached; stops also when a page repeats the one before it. */
export async function allRows(
	context: ApiContext,
	request: ApiRequest,
	{
		recordsPerPage = 500,
		limit = Infinity,
		itemIndex,
	}: { recordsPerPage?: number; limit?: number; itemIndex?: number } = {},
): Promise<IDataObject[]> {
	const size = Math.min(recordsPerPage, limit);
	const all: IDataObject[] = [];
	let last = '';
	for (let pageNo = 1; all.length < limit; pageNo++) {
		const { rows, more } = await page(context, request, pageNo, size, itemIndex);
		const first = JSON.stringify(rows[0]);
		if (rows.length === 0 || first === last) break;
		all.push(...rows);
		if (!more) break;
		last = first;
	}
	return all.slice(0, limit);
}
