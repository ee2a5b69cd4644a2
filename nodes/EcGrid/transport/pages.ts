import { UserError, type IDataObject } from 'n8n-workflow';

import { EcGridError, nodeError } from './failure';
import { fieldOf, isFieldName, isRecord, firstSet, totalIn } from './record';
import type { ApiContext, ApiRequest } from './api';
import { sendForContent, type SendOptions } from './send';

/** A list that can't be told from an empty or shorter one. Treating it as that would lose its rows. */
export class UnreadableList extends UserError {}

/** A list that ECGrid doesn't return completely. */
export class IncompleteList extends UnreadableList {
	constructor(
		message: string,
		/** The rows that ECGrid returned. */
		readonly rows: IDataObject[],
	) {
		super(message);
	}
}

/** The error for a list whose rows end, or repeat, before ECGrid's total is reached. */
function incompleteList(total: number, rows: IDataObject[], areRepeated: boolean): IncompleteList {
	const { length } = rows;
	const enough = length > 0 ? `et a Limit of at most ${length}, or a filter.` : 'et a filter.';
	const told = `ECGrid reports ${total} rows, but returns`;
	if (areRepeated) return new IncompleteList(`${told} the same ${length} on every page. S${enough}`, rows);
	const given = length > 0 ? `only ${length}` : 'none';
	return new IncompleteList(
		`${told} ${given}. Run this again: the list may have changed while the node read it. If it keeps failing, s${enough}`,
		rows,
	);
}

/** The fields that contain the rows of a list: the names on ECGrid's pages, and those of its endpoints. */
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

/** The fields that identify a duplicate row, by the path of its list: those that never change. */
const IDENTITY: Record<string, string[]> = {
	'/v2/parcels/inbox-list': ['parcelId'],
	'/v2/parcels/outbox-list': ['parcelId'],
	'/v2/interchanges/inbox-list': ['interchangeId'],
	'/v2/interchanges/outbox-list': ['interchangeId'],
	'/v2/mailboxes/list': ['mailboxId'],
	'/v2/networks/list': ['networkId'],
	'/v2/ids/list': ['ecGridId'],
	'/v2/partners/list': ['interconnectId'],
	'/v2/carboncopies/list': ['ccId', 'carbonCopyId'],
	'/v2/users/list': ['userId'],
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

/** A list with more pages than this never ends. */
const MAX_PAGES = 5_000;

/** The shape of a value, without its contents, which may include a secret. */
function shapeOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (!isRecord(value)) return value === null || value === undefined ? 'nothing' : `a ${typeof value}`;
	const names = Object.keys(value).filter(isFieldName);
	return `an object with ${names.length > 0 ? `the fields ${names.slice(0, 10).join(', ')}` : 'no fields'}`;
}

const unreadable = (what: string) =>
	new UnreadableList(
		`ECGrid sent a list that this node can't read: ${what}. The node doesn't treat it as empty. Tell whoever maintains this node.`,
	);

/** The array in an object that is its list: under a known name, or the only array. */
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
 * The rows in the `data` of a list, in any of the shapes that ECGrid's pages show: an array, or an object that contains
 * one. A list is empty only if its array is, or if `total`, the number of rows reported in or beside `data`, is 0.
 * Throws an UnreadableList for anything else.
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
	// 0 can also mean "not set".
	return { rows, total: total === 0 && rows.length > 0 ? undefined : total };
}

const isRefusal = (error: unknown) =>
	error instanceof EcGridError && ['InvalidParameter', 'ObjectNotFound'].includes(error.errorCode ?? '');

export interface Page {
	rows: IDataObject[];
	/** Whether there may be further pages. */
	hasMore: boolean;
	/** How many rows the list has in all, if ECGrid reports it. */
	total?: number;
}

/**
 * One page of a list, after `before` rows. `hasMore` is false when the list has surely ended: the total is reached or,
 * without a total, the page is empty. ECGrid may have its own maximum page size, so a page that isn't full may not be
 * the last. ECGrid may refuse a page beyond the last.
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

/** A list without pages, as its only page. */
export async function onlyPage(
	context: ApiContext,
	request: ApiRequest,
	sending?: SendOptions,
): Promise<Page> {
	return { ...(await rowsAndTotal(context, request, sending)), hasMore: false };
}

/** The rows of a list without pages, up to the limit. Throws an UnreadableList if ECGrid returns fewer than it reports and fewer than the limit. */
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
			`ECGrid returned ${rows.length} of ${total} rows, and this list has no further pages. Run this again: the list may have changed while ECGrid made it. If it keeps failing, set ${fewer}, if the operation has one, or ask ECGrid support.`,
		);
	}
	return rows.slice(0, limit);
}

/** The key of a row: the fields that identify it, or the whole row. */
function keyOf(row: IDataObject, names: string[] = []): string | symbol {
	const identity = names.map((name) => firstSet(row, name));
	try {
		return JSON.stringify(identity.some((value) => value !== undefined) ? identity : row);
	} catch {
		// Nested too deep to serialize, so it can't be compared.
		return Symbol('row');
	}
}

/** The key of a row, the same for its duplicates. A row that is nested too deep to serialize equals no other. */
export const rowKey = (path: string, row: IDataObject): string | symbol => keyOf(row, IDENTITY[path]);

/** The rows of a page by their keys. Rows of one page count as different, even with the same IDs. */
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
 * The rows of a list, page by page, until it ends or the limit is reached. If a row repeats, because the list moved
 * between two pages or ECGrid ignores the page number, its last version is returned, once. Throws an IncompleteList if
 * ECGrid reports more rows than it returns, or the list doesn't end; an UnreadableList if it doesn't end by `until`
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
				`ECGrid's list has no end after ${MAX_PAGES} pages. Set a Limit, or a filter.`,
				[...all.values()],
			);
		}
		if (pageNo > 1 && Date.now() >= until) {
			throw new UnreadableList(`Reading ECGrid's list timed out after ${all.size} rows.`);
		}
		const before = all.size;
		const { rows, total } = await fetchPage(context, request, pageNo, size, { ...sending, before });
		for (const [key, row] of keyed(rows, IDENTITY[request.path])) all.set(key, row);
		repeated = all.size > before ? 0 : repeated + 1;
		atFirst ||= total ?? 0;
		const told = Math.max(atFirst, total ?? 0);
		const isMoreTold = all.size < told;
		// New rows at the top of a list push the others down, so a repeated page isn't the end if ECGrid reports more rows.
		more = rows.length > 0 && (total === undefined ? repeated === 0 : isMoreTold && repeated < 2);
		// Rows that were added during the reading may be missing. Earlier rows may not.
		const isCut = rows.length > 0 ? isMoreTold : all.size < atFirst;
		if (!more && isCut) throw incompleteList(told, [...all.values()], rows.length > 0);
	}
	return [...all.values()].slice(0, limit);
}
