import { UserError, type IDataObject, type ITriggerFunctions } from 'n8n-workflow';

import type { ApiRequest } from '../transport/api';
import { EcGridError } from '../transport/failure';
import { fetchPage, rowKey, type Page } from '../transport/pages';
import { fieldOf, firstId, firstText } from '../transport/record';
import { SHORT_RETRY_BUDGET_MS } from '../transport/retry';
import { saysNever, parseTime } from '../transport/time';
import { eventNamed } from './eventName';
import type { ListedRow } from './recoveredIds';

const PATH = '/v2/callbacks/event-list';
const HOUR_MS = 60 * 60_000;
/** Milliseconds after which an undelivered event counts as given up, whatever ECGrid's retries. */
const GIVEN_UP_AFTER_MS = HOUR_MS;
const PAGE_SIZE = 500;
/** The most pages that a round reads. */
export const MAX_PAGES_PER_ROUND = 200;
/** The number of lists that fail in a row after which ECGrid as a whole counts as down. */
const MAX_FAILED_LISTS = 2;
/** The most events that a round recovers, and so keeps in memory. */
export const MAX_EVENTS_PER_ROUND = 1_000;

const FAILED = new Set(['failed', 'error']);
/** Statuses which say that the delivery succeeded or isn't over yet. */
const NOT_FAILED = new Set([
	'pending',
	'queued',
	'new',
	'created',
	'scheduled',
	'waiting',
	'active',
	'suspended',
	'retry',
	'retrying',
	'processing',
	'inprogress',
	'in progress',
	'sending',
	'sent',
	'delivered',
	'received',
	'processed',
	'complete',
	'completed',
	'success',
	'successful',
	'succeeded',
	'ok',
	'done',
]);

const createdOf = (row: IDataObject) => parseTime(firstText(row, 'created'));

/** Whether the HTTP status in a row says that the receiver sent no response, or not a successful one. */
function saysNoSuccess(row: IDataObject): boolean {
	const httpStatus = fieldOf(row, 'httpStatus');
	if ([null, '', 0].includes(httpStatus as null)) return true;
	const status = ['number', 'string'].includes(typeof httpStatus) ? Number(httpStatus) : NaN;
	return Number.isInteger(status) && !(status >= 200 && status < 300);
}

const idOf = (row: IDataObject) => firstId(row, 'callbackEventId', 'eventId');

function keyOf(row: IDataObject): string {
	const key = rowKey(PATH, row);
	return typeof key === 'string' ? key : String(idOf(row));
}

/**
 * Whether a row of the event list says explicitly that ECGrid couldn't deliver an occurrence. A row that doesn't say,
 * or that is a registration and not an occurrence, is no evidence. `now`: epoch milliseconds.
 */
export function wasMissed(row: IDataObject, now: number): boolean {
	const created = createdOf(row);
	if (fieldOf(row, 'url') !== undefined || created === undefined || idOf(row) === undefined) return false;
	const delivered = fieldOf(row, 'delivered');
	if (delivered !== undefined && !saysNever(delivered)) return false;
	const status = firstText(row, 'status')?.trim().toLowerCase();
	if (status !== undefined && FAILED.has(status)) return true;
	return (
		delivered !== undefined &&
		saysNoSuccess(row) &&
		!(status !== undefined && NOT_FAILED.has(status)) &&
		now - created > GIVEN_UP_AFTER_MS
	);
}

/** An event that ECGrid couldn't deliver. */
export interface MissedEvent extends ListedRow {
	/** The event of the callback, in the spelling of the node's parameter. */
	event: string;
	/** The row of the event list. */
	row: IDataObject;
}

/** One of ECGrid's lists of events. */
export interface EventList {
	event: string;
	/** Absent for every mailbox that the API key may see. */
	mailboxId?: number;
	/** Whether it concerns only former callbacks of the node. */
	isFormer?: boolean;
}

/** The part of ECGrid's event lists to read. */
export interface EventSpan {
	lists: EventList[];
	/** The earliest creation time, in epoch milliseconds. */
	from: number;
	/** Epoch milliseconds. */
	now: number;
	/** The lists that were read to their end. */
	read: Set<EventList>;
	/** The lists that couldn't be: up to which page, and why. */
	broken: Map<EventList, { pageNo: number; error: Error }>;
	/** Whether the log already says that a row can't be read. */
	isOddRowTold?: boolean;
}

/** How far the lists of a span have been read. */
export interface Place {
	/** The index in the span's lists. */
	list: number;
	pageNo: number;
	/** The number of rows of that list before this page. */
	before: number;
}

export const FIRST_PLACE: Place = { list: 0, pageNo: 1, before: 0 };

/** The result of a round. */
export interface Stretch {
	/** Oldest first. */
	missed: MissedEvent[];
	/** Whether the rows that were read contained more missed events. */
	hasMore: boolean;
	/** Where the round ended; undefined at the end of the last list. */
	next?: Place;
}

const byAge = (left: MissedEvent, right: MissedEvent) =>
	left.created - right.created || Number(left.id) - Number(right.id) || 0;

const requestFor = ({ event, mailboxId }: EventList, from: number): ApiRequest => ({
	method: 'POST',
	path: PATH,
	body: {
		event,
		...(mailboxId !== undefined && { mailboxId }),
		beginDate: new Date(from).toISOString(),
	},
	idempotent: true,
	retryBudgetMs: SHORT_RETRY_BUDGET_MS,
});

/** Notes where and why a list can't be read further. From then on, that is its end. */
function breakOff({ lists, broken }: EventSpan, { list, pageNo }: Place, error: Error): void {
	broken.set(lists[list]!, { pageNo, error });
}

/** Fetches a page of a list; undefined if it can't be read. */
async function pageOf(context: ITriggerFunctions, span: EventSpan, place: Place): Promise<Page | undefined> {
	const asked = span.lists[place.list]!;
	const { pageNo, before } = place;
	if (span.broken.get(asked)?.pageNo === pageNo) return undefined;
	try {
		return await fetchPage(context, requestFor(asked, span.from), pageNo, PAGE_SIZE, { before });
	} catch (error) {
		breakOff(span, place, error as Error);
		return undefined;
	}
}

/** Whether to request no further list, because ECGrid as a whole doesn't answer or several lists in a row failed. */
const endsRound = (error: Error | undefined, faltering: number): boolean =>
	error instanceof EcGridError &&
	(error.retryReason === 'notSent' || error.retryReason === 'rateLimited' || faltering >= MAX_FAILED_LISTS);

const isServerError = (error: Error | undefined): boolean =>
	error instanceof EcGridError && error.retryReason === 'serverError';

/**
 * Reads further in the lists of a span, whatever their order, and returns the oldest missed events for which `isOpen`
 * is true: those of this node that it hasn't accepted yet. A list that fails ends there and doesn't hold up the others.
 * If ECGrid as a whole doesn't answer, no further list is requested. Bounded in pages, in events and so in memory.
 * Page: rest-api/callbacks/event-list.
 */
export async function readMissed(
	context: ITriggerFunctions,
	span: EventSpan,
	place: Place,
	isOpen: (event: MissedEvent) => boolean,
	isStopped: () => boolean,
): Promise<Stretch> {
	const found = new Map<string, MissedEvent>();
	let hasMore = false;
	const oldest = () => [...found.values()].sort(byAge);
	const keepOldest = () => {
		for (const { key } of oldest().slice(MAX_EVENTS_PER_ROUND)) {
			found.delete(key);
			hasMore = true;
		}
	};

	let { list, pageNo, before } = place;
	let former: string | undefined;
	let told = 0;
	let faltering = 0;
	for (let pages = 0; pages < MAX_PAGES_PER_ROUND && list < span.lists.length && !isStopped(); pages++) {
		const asked = span.lists[list]!;
		const got = await pageOf(context, span, { list, pageNo, before });
		const { rows, hasMore, total } = got ?? { rows: [], hasMore: false };
		const first = rows[0] && keyOf(rows[0]);
		const isRepeated = pageNo > 1 && first !== undefined && first === former;
		former = first;
		told = total || told;
		const isCut = got !== undefined && rows.length === 0 && before < told;
		for (const row of isRepeated ? [] : rows) {
			try {
				if (!wasMissed(row, span.now)) continue;
				const event: MissedEvent = {
					id: idOf(row)!,
					key: keyOf(row),
					event: eventNamed(firstText(row, 'event')) ?? asked.event,
					created: createdOf(row)!,
					row,
				};
				// ECGrid may list older events, but nobody remembers which of those were recovered.
				if (event.created >= span.from && isOpen(event)) found.set(event.key, event);
			} catch (error) {
				// Nested too deep to be read.
				if (span.isOddRowTold) continue;
				span.isOddRowTold = true;
				context.logger.warn(
					`ECGrid Trigger: skipped a row of ECGrid's event list that can't be read (${(error as Error).message}).`,
				);
			}
		}
		if (found.size > 2 * MAX_EVENTS_PER_ROUND) keepOldest();
		if (isRepeated || isCut) {
			const all = told > 0 ? ` (${told} rows in all, ${before} read)` : '';
			const what = isCut ? 'empty' : `the same as page ${pageNo - 1}`;
			const why = `the list can't be read to its end: page ${pageNo} is ${what}${all}`;
			breakOff(span, { list, pageNo, before }, new UserError(why));
		}
		pageNo++;
		before += rows.length;
		if (hasMore && !isRepeated) continue;
		const failure = span.broken.get(asked)?.error;
		if (!failure) span.read.add(asked);
		faltering = isServerError(failure) ? faltering + 1 : 0;
		list = endsRound(failure, faltering) ? span.lists.length : list + 1;
		pageNo = 1;
		before = 0;
		told = 0;
		former = undefined;
	}
	keepOldest();
	return {
		missed: oldest(),
		hasMore,
		next: list < span.lists.length ? { list, pageNo, before } : undefined,
	};
}
