import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';

import { page } from '../transport/pages';
import { isRecord, readId, readText } from '../transport/record';
import { send } from '../transport/request';
import { BRIEF_PATIENCE } from '../transport/retry';
import { eventsOf, parsed, type EcGridEvent } from './event';
import { identityOfEvent } from './identity';
import { ownerOf } from './login';
import { markSeen, wasSeen } from './seen';
import { changeStoredData, hadCallbacks, inForce, storedData } from './registrationState';
import { wishOf } from './wish';

const HOUR = 60 * 60_000;
/** How far back missed events are looked for. */
const LOOK_BACK = 7 * 24 * HOUR;
/** After this, an event that ECGrid says was not delivered is taken as given up, whatever its retries. */
const SURELY_GIVEN_UP = HOUR;
const EVENTS_A_ROUND = 200;
const PAGE_SIZE = 500;
const PAGES_A_ROUND = 10;
const REMEMBERED = 2_000;

const FAILED = ['failed', 'error'];
const UNDECIDED = [
	'pending',
	'queued',
	'active',
	'retry',
	'retrying',
	'processing',
	'delivered',
	'completed',
];

/**
 * Whether a row of the event list positively says that ECGrid could not deliver an occurrence. A row that says
 * nothing, or is a registration and no occurrence, is no evidence.
 */
export function wasMissed(row: IDataObject, now: number): boolean {
	const fields = new Map(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value]));
	if (fields.has('url')) return false;
	const created = Date.parse(readText(row, 'created') ?? '');
	if (Number.isNaN(created) || readId(row, 'callbackEventId', 'eventId') === undefined) return false;
	if (readText(row, 'delivered') !== undefined) return false;
	const status = readText(row, 'status')?.toLowerCase();
	if (status !== undefined && FAILED.includes(status)) return true;
	const httpStatus = fields.get('httpstatus');
	return (
		fields.has('delivered') &&
		typeof httpStatus === 'number' &&
		!(httpStatus >= 200 && httpStatus < 300) &&
		!(status !== undefined && UNDECIDED.includes(status)) &&
		now - created > SURELY_GIVEN_UP
	);
}

/** The missed events behind a row, as ECGrid posted them. The payload is fetched; without it, the row stands in. Page: rest-api/callbacks/get-event-by-id. */
async function posted(context: ITriggerFunctions, row: IDataObject): Promise<EcGridEvent[]> {
	const callbackEventId = readId(row, 'callbackEventId', 'eventId');
	let payload: unknown;
	try {
		const record = await send(context, {
			method: 'POST',
			path: '/v2/callbacks/get-event-by-id',
			body: { callbackEventId },
			repeatable: true,
			patience: BRIEF_PATIENCE,
		});
		const text = isRecord(record) ? record.payload : undefined;
		payload = parsed(text) ?? text;
	} catch (error) {
		context.logger.warn(
			`ECGrid Trigger: the content of missed event ${callbackEventId} could not be fetched (${(error as Error).message}); the workflow gets what the event list says.`,
		);
	}
	return eventsOf(payload ?? row, readText(row, 'event'));
}

/** A missed event as the workflow gets it: with what the row says where the posted content does not. */
const recoveredFrom = (row: IDataObject, event: EcGridEvent): EcGridEvent => ({
	event: readText(row, 'event'),
	callbackId: readId(row, 'callbackId'),
	eventId: readId(row, 'callbackEventId', 'eventId'),
	...event,
	recovered: true,
});

/**
 * Starts the workflow with the events that ECGrid says it could not deliver to this node, once each, marked
 * `recovered`. What is not sure is left alone. Page: rest-api/callbacks/event-list.
 */
export async function catchUp(context: ITriggerFunctions, isStopped: () => boolean): Promise<void> {
	if (!hadCallbacks(context)) return;
	const wasOurs = inForce(context);
	const owner = ownerOf(context);
	const { recovered } = storedData(context);
	const taken = new Set(Array.isArray(recovered) ? (recovered as unknown[]) : []);
	const wish = wishOf(context);
	const now = Date.now();

	const request = {
		method: 'POST' as const,
		path: '/v2/callbacks/event-list',
		body: { beginDate: new Date(now - LOOK_BACK).toISOString() },
		repeatable: true,
		patience: BRIEF_PATIENCE,
	};
	const missed = new Map<number | string, IDataObject>();
	for (let pageNo = 1, before = 0, more = true; more && pageNo <= PAGES_A_ROUND; pageNo++) {
		const result = await page(context, request, pageNo, PAGE_SIZE, { before });
		before += result.rows.length;
		more = result.more;
		for (const row of result.rows) {
			const id = readId(row, 'callbackEventId', 'eventId');
			if (id === undefined || missed.has(id) || taken.has(id)) continue;
			const created = Date.parse(readText(row, 'created') ?? '');
			if (wasOurs(readId(row, 'callbackId'), created) && wasMissed(row, now)) missed.set(id, row);
		}
	}

	const oldestFirst = [...missed].sort(([, left], [, right]) =>
		(readText(left, 'created') ?? '').localeCompare(readText(right, 'created') ?? ''),
	);
	for (const [id, row] of oldestFirst.slice(0, EVENTS_A_ROUND)) {
		if (isStopped()) return;
		const events = await posted(context, row);
		if (isStopped()) return;
		taken.add(id);
		changeStoredData(context, { recovered: [...taken].slice(-REMEMBERED) as IDataObject[] });

		const missedEvents = events.filter(wish).flatMap((event) => {
			const recovered = recoveredFrom(row, event);
			// A delivery without an event id is recognised by its body.
			const keys = [event, recovered].flatMap((each) => identityOfEvent(owner, each) ?? []);
			if (keys.some(wasSeen)) return [];
			keys.forEach(markSeen);
			return recovered;
		});
		if (missedEvents.length === 0) continue;
		// The key keeps n8n from storing a second execution for the same event, should it restart before it saved.
		context.emit([missedEvents.map((json) => ({ json }))], undefined, undefined, `ecgrid ${owner} ${id}`);
	}
}
