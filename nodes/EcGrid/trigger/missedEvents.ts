import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';

import type { ApiRequest } from '../transport/api';
import { EcGridError, nodeError } from '../transport/failure';
import { page, rowKey, type Page } from '../transport/pages';
import { fieldOf, readId, readText } from '../transport/record';
import { BRIEF_PATIENCE } from '../transport/retry';
import { saysNever, timeOf } from '../transport/time';
import { eventNamed } from './eventName';
import type { ListedRow } from './recoveredIds';

const PATH = '/v2/callbacks/event-list';
const HOUR = 60 * 60_000;
/** After this, an event that ECGrid says was not delivered is taken as given up, whatever its retries. */
const SURELY_GIVEN_UP = HOUR;
const PAGE_SIZE = 500;
/** Pages that a round reads at the most. */
export const PAGES_A_ROUND = 200;
/** Events that a round recovers, and so holds in memory, at the most. */
export const EVENTS_A_ROUND = 1_000;

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

const createdOf = (row: IDataObject) => timeOf(readText(row, 'created'));

/** Whether what a row has for the HTTP status of the receiver's answer says that there was none, or no good one. */
function saysNoSuccess(row: IDataObject): boolean {
	const httpStatus = fieldOf(row, 'httpStatus');
	if ([null, '', 0].includes(httpStatus as null)) return true;
	const status = ['number', 'string'].includes(typeof httpStatus) ? Number(httpStatus) : NaN;
	return Number.isInteger(status) && !(status >= 200 && status < 300);
}

const idOf = (row: IDataObject) => readId(row, 'callbackEventId', 'eventId');

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
	const status = readText(row, 'status')?.trim().toLowerCase();
	if (status !== undefined && FAILED.has(status)) return true;
	return (
		delivered !== undefined &&
		saysNoSuccess(row) &&
		!(status !== undefined && NOT_FAILED.has(status)) &&
		now - created > SURELY_GIVEN_UP
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
	/** Whether only callbacks that the node had are concerned: what ECGrid refuses of it keeps nothing else back. */
	isFormer?: boolean;
}

/** Which part of ECGrid's event lists is looked through. */
export interface EventSpan {
	lists: EventList[];
	/** Epoch milliseconds: what was created from then on. */
	from: number;
	/** Epoch milliseconds. */
	now: number;
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
	repeatable: true,
	patience: BRIEF_PATIENCE,
});

async function pageOf(
	context: ITriggerFunctions,
	{ lists, from }: EventSpan,
	{ list, pageNo, before }: Place,
): Promise<Page> {
	const asked = lists[list]!;
	try {
		return await page(context, requestFor(asked, from), pageNo, PAGE_SIZE, { before });
	} catch (error) {
		const isRefused = error instanceof EcGridError && error.passing === undefined;
		if (!asked.isFormer || !isRefused) throw nodeError(context, error);
		context.logger.warn(
			`ECGrid Trigger: what a former callback for ${asked.event} events${asked.mailboxId === undefined ? '' : ` of mailbox ${asked.mailboxId}`} missed cannot be listed (${error.message}), and is not recovered.`,
		);
		return { rows: [], more: false };
	}
}

/**
 * Reads on in the lists of a span, whatever their order, and gives the oldest of the missed events that `isOpen` lets
 * through: those of this node that were not taken yet. Bounded in pages, in events and so in memory.
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
		for (const { key } of oldest().slice(EVENTS_A_ROUND)) {
			found.delete(key);
			hasMore = true;
		}
	};

	let { list, pageNo, before } = place;
	let former: string | undefined;
	for (let pages = 0; pages < PAGES_A_ROUND && list < span.lists.length && !isStopped(); pages++) {
		const { rows, more, total } = await pageOf(context, span, { list, pageNo, before });
		const first = rows[0] && keyOf(rows[0]);
		const isRepeated = pageNo > 1 && first !== undefined && first === former;
		former = first;
		for (const row of isRepeated ? [] : rows) {
			try {
				if (!wasMissed(row, span.now)) continue;
				const event: MissedEvent = {
					id: idOf(row)!,
					key: keyOf(row),
					event: eventNamed(readText(row, 'event')) ?? span.lists[list]!.event,
					created: createdOf(row)!,
					row,
				};
				if (isOpen(event)) found.set(event.key, event);
			} catch (error) {
				// Nested too deep to be read.
				context.logger.warn(
					`ECGrid Trigger: a row of ECGrid's event list cannot be read (${(error as Error).message}) and is left out.`,
				);
			}
		}
		if (found.size > 2 * EVENTS_A_ROUND) keepOldest();
		pageNo++;
		before += rows.length;
		if (more && !isRepeated) continue;
		if (isRepeated) {
			context.logger.warn(
				`ECGrid Trigger: ECGrid's list of ${span.lists[list]!.event} events cannot be read to its end: page ${pageNo - 1} is the same as the one before${total === undefined ? '' : ` (${total} rows in all, ${before - rows.length} read)`}. Missed events that come later in it are not recovered.`,
			);
		}
		list++;
		pageNo = 1;
		before = 0;
		former = undefined;
	}
	keepOldest();
	return {
		missed: oldest(),
		hasMore,
		next: list < span.lists.length ? { list, pageNo, before } : undefined,
	};
}
