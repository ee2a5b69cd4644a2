import { UserError, type IDataObject } from 'n8n-workflow';

import { EcGridError, nodeError } from './failure';
import { fieldOf, isFieldName, isRecord, firstSet, totalIn } from './record';
import type { ApiContext, ApiRequest } from './api';
import { sendForContent, type SendOptions } from './send';

/** A list that cannot be told from an empty or shorter one. Taking it for one would lose what is in it. */
export class UnreadableList extends UserError {}

/** A list that ECGrid does not give to its end. */
export class IncompleteList extends UnreadableList {
	constructor(
		message: string,
		/** What it gave. */
		readonly rows: IDataObject[],
	) {
		super(message);
	}
}

/** A list whose rows end, or come again, before there are as many as ECGrid tells of. */
function incompleteList(total: number, rows: IDataObject[], areRepeated: boolean): IncompleteList {
	const { length } = rows;
	const enough = length > 0 ? `et a Limit of at most ${length}, or a filter.` : 'et a filter.';
	const told = `ECGrid tells of ${total} rows, but gives`;
	if (areRepeated)
		return new IncompleteList(`${told} the same ${length} again on every page. S${enough}`, rows);
	const given = length > 0 ? `only ${length}` : 'none';
	return new IncompleteList(
		`${told} ${given}. Run again: the list may have changed while it was read. If it goes on, s${enough}`,
		rows,
	);
}

/** Under which names the rows of a list stand: those that ECGrid's pages show, and what its endpoints are called. */
const LISTS = [
	'networks',
	'mailboxes',
	'interchanges',
	'events',
	'queueEntries',
	'parcels',
	'users',
	'ids',
	'partners',
	'carbonCopies',
];

/** What a row is recognised by when it comes again, by the path of its list: what does not change while it lives. */
const IDENTITY: Record<string, string[]> = {
	'/v2/parcels/inbox-list': ['parcelId'],
	'/v2/parcels/outbox-list': ['parcelId'],
	'/v2/interchanges/inbox-list': ['interchangeId'],
	'/v2/interchanges/outbox-list': ['interchangeId'],
	'/v2/mailboxes/list': ['mailboxId'],
	'/v2/networks/list': ['networkId'],
	// The id may be that of the registration: row C5 of the sheet.
	'/v2/callbacks/event-list': [
		'callbackEventId',
		'eventId',
		'callbackId',
		'objectId',
		'mailboxId',
		'event',
		'created',
	],
	'/v2/callbacks/queue-list': [
		'callbackId',
		'callBackQueueId',
		'callBackEventId',
		'url',
		'event',
		'queuedAt',
	],
};

/** More pages no list has: it goes round in circles. */
const MAX_PAGES = 5_000;

/** What came, without any of its values: a secret may be among them. */
function shapeOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (!isRecord(value)) return value === null || value === undefined ? 'nothing' : `a ${typeof value}`;
	const names = Object.keys(value).filter(isFieldName);
	return `an object with ${names.length > 0 ? `the fields ${names.slice(0, 10).join(', ')}` : 'no fields'}`;
}

const unreadable = (what: string) =>
	new UnreadableList(
		`ECGrid sent a list that this node cannot read: ${what}. It is not taken for an empty one. Tell whoever maintains this node.`,
	);

/** The array that an object holds as its list: under a known name, or the only one there is. */
function listIn(record: IDataObject): unknown {
	const known = LISTS.map((name) => fieldOf(record, name)).filter((value) => value !== undefined);
	if (known.length > 0) return known.find(Array.isArray);
	const isOneThing = Object.entries(record).some(
		([name, value]) => /id$/i.test(name) && !Array.isArray(value),
	);
	const arrays = Object.values(record).filter(Array.isArray);
	return arrays.length === 1 && !isOneThing ? arrays[0] : undefined;
}

/**
 * The rows in the `data` of a list, in any of the shapes that ECGrid's pages show: an array, or an object that holds
 * one. Only an empty array is an empty list, or where `total`, the number of rows that is told beside `data` or in
 * it, is 0. Throws an UnreadableList for anything else.
 */
export function rowsOf(data: unknown, total = totalIn(data)): IDataObject[] {
	const rows = isRecord(data) ? listIn(data) : data;
	if (!Array.isArray(rows)) {
		if (total === 0) return [];
		throw unreadable(`${shapeOf(data)}${total === undefined ? '' : `, for ${total} rows`}`);
	}
	const odd = rows.findIndex((row) => !isRecord(row));
	if (odd >= 0) throw unreadable(`row ${odd + 1} is ${shapeOf(rows[odd])}`);
	return rows as IDataObject[];
}

async function rowsAndTotal(context: ApiContext, request: ApiRequest, sending: SendOptions | undefined) {
	const content = await sendForContent(context, request, sending);
	const total = totalIn(content.data) ?? content.total;
	const rows = rowsOf(content.data, total);
	// 0 stands for "not set", too.
	return { rows, total: total === 0 && rows.length > 0 ? undefined : total };
}

const isRefusal = (error: unknown) =>
	error instanceof EcGridError && ['InvalidParameter', 'ObjectNotFound'].includes(error.errorCode ?? '');

export interface Page {
	rows: IDataObject[];
	/** Whether there may be further pages. */
	hasMore: boolean;
	/** How many rows the list has in all, where ECGrid tells. */
	total?: number;
}

/**
 * One page of a list, after so many rows (`before`). `more` is false when the list has surely ended: the total is
 * reached, or, where none is told, the page is empty. A page that is not full may be cut to a maximum of ECGrid's own,
 * so that the next one has to be asked for; that there is none, ECGrid may say by refusing it.
 * API: section 1.6 of the sheet.
 */
export async function fetchPage(
	context: ApiContext,
	request: ApiRequest,
	pageNo: number,
	recordsPerPage: number,
	{ before, ...sending }: SendOptions & { before?: number } = {},
): Promise<Page> {
	const body = { ...request.body, pageNo, recordsPerPage };
	try {
		const { rows, total } = await rowsAndTotal(context, { ...request, body }, sending);
		const soFar = (before ?? (pageNo - 1) * rows.length) + rows.length;
		return { rows, hasMore: rows.length > 0 && (total === undefined || soFar < total), total };
	} catch (error) {
		const mayHaveEnded = before !== undefined && before > 0 && before < (pageNo - 1) * recordsPerPage;
		if (mayHaveEnded && isRefusal(error)) return { rows: [], hasMore: false };
		throw error instanceof UnreadableList ? error : nodeError(context, error);
	}
}

/** A list that ECGrid gives without pages, as its only page. */
export async function onlyPage(
	context: ApiContext,
	request: ApiRequest,
	sending?: SendOptions,
): Promise<Page> {
	return { ...(await rowsAndTotal(context, request, sending)), hasMore: false };
}

/** The rows of a list that ECGrid gives without pages, up to the limit. Throws an UnreadableList when it gives fewer than it says there are, and not enough. */
export async function unpagedRows(
	context: ApiContext,
	request: ApiRequest,
	{ limit = Infinity }: { limit?: number } = {},
	sending?: SendOptions,
): Promise<IDataObject[]> {
	const { rows, total = 0 } = await onlyPage(context, request, sending);
	if (rows.length < Math.min(total, limit)) {
		const fewer = rows.length > 0 ? `a Limit of at most ${rows.length}, or a filter` : 'a filter';
		throw new UnreadableList(
			`ECGrid lists ${rows.length} of ${total}, and this list has no further pages. Run again: the list may have changed while it was made. If it goes on, set ${fewer}, where there is one, or ask ECGrid support.`,
		);
	}
	return rows.slice(0, limit);
}

/** What a row is known by: the fields that identify it, or all of it. */
function keyOf(row: IDataObject, names: string[] = []): string | symbol {
	const identity = names.map((name) => firstSet(row, name));
	try {
		return JSON.stringify(identity.some((value) => value !== undefined) ? identity : row);
	} catch {
		// Too deep to be written. Nothing can be said of it.
		return Symbol('row');
	}
}

/** What a row of a list is known by: the same when it comes again. What is too deep to be written is like no other row. */
export const rowKey = (path: string, row: IDataObject): string | symbol => keyOf(row, IDENTITY[path]);

/** The rows of a page by what they are known by. Rows of one page differ, whatever their ids say. */
function keyed(rows: IDataObject[], names: string[] | undefined): Array<[string | symbol, IDataObject]> {
	const times = new Map<string | symbol, number>();
	return rows.map((row) => {
		const key = keyOf(row, names);
		const before = times.get(key) ?? 0;
		times.set(key, before + 1);
		return [before > 0 ? `${String(key)} ${before}` : key, row];
	});
}

/**
 * The rows of a list, page after page, until it ends or the limit is reached. A row that comes again, because the
 * list moved between two pages or ECGrid ignores the page number, is given once, as it was last. Throws a CutList when
 * ECGrid tells of more rows than it gives, or the list does not end; an UnreadableList when it does not end `until` then
 * (epoch milliseconds).
 */
export async function allRows(
	context: ApiContext,
	request: ApiRequest,
	{
		recordsPerPage = 500,
		limit = Infinity,
		until = Infinity,
	}: { recordsPerPage?: number; limit?: number; until?: number } = {},
	sending?: SendOptions,
): Promise<IDataObject[]> {
	const size = Math.min(recordsPerPage, limit);
	const all = new Map<string | symbol, IDataObject>();
	let repeated = 0;
	let atFirst = 0;
	for (let pageNo = 1, more = true; more && all.size < limit; pageNo++) {
		if (pageNo > MAX_PAGES) {
			throw new IncompleteList(
				`ECGrid's list did not end after ${MAX_PAGES} pages. Set a Limit, or a filter.`,
				[...all.values()],
			);
		}
		if (pageNo > 1 && Date.now() >= until) {
			throw new UnreadableList(`ECGrid's list did not come to its end in time, after ${all.size} rows.`);
		}
		const before = all.size;
		const { rows, total } = await fetchPage(context, request, pageNo, size, { ...sending, before });
		for (const [key, row] of keyed(rows, IDENTITY[request.path])) all.set(key, row);
		repeated = all.size > before ? 0 : repeated + 1;
		atFirst ||= total ?? 0;
		const told = Math.max(atFirst, total ?? 0);
		const isMoreTold = all.size < told;
		// New rows at the top of a list move all others on: where more is told, a page that came before is not its end.
		more = rows.length > 0 && (total === undefined ? repeated === 0 : isMoreTold && repeated < 2);
		// What was added while the list was read may be missing. What was there before may not.
		const isCut = rows.length > 0 ? isMoreTold : all.size < atFirst;
		if (!more && isCut) throw incompleteList(told, [...all.values()], rows.length > 0);
	}
	return [...all.values()].slice(0, limit);
}
