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
/** After this, an event that ECGrid says was not delivered is taken as given up, whatever its retries. */
const GIVEN_UP_AFTER_MS = HOUR_MS;
const PAGE_SIZE = 500;
/** Pages that a round reads at the most. */
export const MAX_PAGES_PER_ROUND = 200;
/** Lists that falter one after another before ECGrid as a whole is taken not to answer. */
const MAX_FAILED_LISTS = 2;
/** Events that a round recovers, and so holds in memory, at the most. */
export const MAX_EVENTS_PER_ROUND = 1_000;

const FAILED = new Set(['failed', 'error']);
/** Words that say of themselves that all is well, or not over yet. */
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

/** Whether what a row has for the HTTP status of the receiver's answer says that there was none, or no good one. */
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
 * Whether a row of the event list positively says that ECGrid could not deliver an occurrence. A row that says
 * nothing, or is a registration and no occurrence, is no evidence. `now`: epoch milliseconds.
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

/** An event that ECGrid could not deliver. */
export interface MissedEvent extends ListedRow {
	/** What the callback is for, in the spelling of the node's parameter. */
	event: string;
	/** As the event list has it. */
	row: IDataObject;
}

/** One list of events that ECGrid gives. */
export interface EventList {
	event: string;
	/** Absent: all that the API key may see. */
	mailboxId?: number;
	/** Whether only callbacks that the node had are concerned. */
	isFormer?: boolean;
}

/** Which part of ECGrid's event lists is looked through. */
export interface EventSpan {
	lists: EventList[];
	/** Epoch milliseconds: what was created from then on. */
	from: number;
	/** Epoch milliseconds. */
	now: number;
	/** The lists that could be read to their end. */
	read: Set<EventList>;
	/** Those that could not: up to which page, and why. */
	broken: Map<EventList, { pageNo: number; error: Error }>;
	/** Whether the log says already that a row cannot be read. */
	isOddRowTold?: boolean;
}

/** How far the lists of a span have been read. */
export interface Place {
	/** Which of the span's lists. */
	list: number;
	pageNo: number;
	/** Rows of that list before this page. */
	before: number;
}

export const FIRST_PLACE: Place = { list: 0, pageNo: 1, before: 0 };

/** What a round found. */
export interface Stretch {
	/** Oldest first. */
	missed: MissedEvent[];
	/** Whether there was more than that in what was read. */
	hasMore: boolean;
	/** Where it ended; undefined at the end of the last list. */
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

/** Notes where a list cannot be read on, and why; from then on that is its end. */
function breakOff({ lists, broken }: EventSpan, { list, pageNo }: Place, error: Error): void {
	broken.set(lists[list]!, { pageNo, error });
}

/** A page of a list; undefined where that cannot be read. */
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

/** Whether no further list is to be asked for: ECGrid as a whole does not answer, or some lists in a row faltered. */
const endsRound = (error: Error | undefined, faltering: number): boolean =>
	error instanceof EcGridError &&
	(error.retryReason === 'notSent' || error.retryReason === 'rateLimited' || faltering >= MAX_FAILED_LISTS);

const isServerError = (error: Error | undefined): boolean =>
	error instanceof EcGridError && error.retryReason === 'serverError';

/**
 * Reads on in the lists of a span, whatever their order, and gives the oldest of the missed events that `isOpen` lets
 * through: those of this node that were not taken yet. A list that fails ends there and keeps nothing else back; where
 * ECGrid as a whole does not answer, no further list is asked for. Bounded in pages, in events and so in memory.
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
				// Longer than that nobody remembers what was recovered, should ECGrid list it.
				if (event.created >= span.from && isOpen(event)) found.set(event.key, event);
			} catch (error) {
				// Nested too deep to be read.
				if (span.isOddRowTold) continue;
				span.isOddRowTold = true;
				context.logger.warn(
					`ECGrid Trigger: a row of ECGrid's event list cannot be read (${(error as Error).message}) and is left out.`,
				);
			}
		}
		if (found.size > 2 * MAX_EVENTS_PER_ROUND) keepOldest();
		if (isRepeated || isCut) {
			const all = told > 0 ? ` (${told} rows in all, ${before} read)` : '';
			const what = isCut ? 'empty' : 'the same as the one before';
			const why = `it cannot be read to its end: page ${pageNo} is ${what}${all}`;
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
