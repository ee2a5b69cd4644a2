import type { ITriggerFunctions } from 'n8n-workflow';

import { EcGridError, isNotFound } from '../transport/failure';
import type { ConcurrencyLimiter } from '../transport/concurrencyLimiter';
import { firstSet } from '../transport/record';
import { send } from '../transport/send';
import { SHORT_RETRY_BUDGET_MS } from '../transport/retry';
import { parsed } from './event';
import type { MissedEvent } from './missedEvents';
import { setBounded } from '../runtime/boundedMap';

/** Milliseconds for which contents may fail before the events do without. */
const MAX_FAILING_MS = 60 * 60_000;
/** Milliseconds after which an event does not wait for its content any more: it is looked for one more day. */
const MAX_AGE_MS = 6 * 24 * 60 * 60_000;

/** By trigger: since when contents could not be fetched, in epoch milliseconds. */
const failingSince = new Map<string, number>();

/** Whether an event whose content ECGrid does not give for the moment does without. */
function doesWithout(owner: string, { created }: MissedEvent): boolean {
	const now = Date.now();
	const since = failingSince.get(owner) ?? now;
	setBounded(failingSince, owner, since);
	return now - since >= MAX_FAILING_MS || now - created >= MAX_AGE_MS;
}

/** Notes that ECGrid gives contents, or none had to be fetched. */
export const noteContents = (owner: string): void => void failingSince.delete(owner);

/** Whether ECGrid will not show the content of an event at any later time either. */
const isFinal = (error: unknown) =>
	isNotFound(error) || (error instanceof EcGridError && error.status === 400);

/** What ECGrid posted for an event, read from JSON; undefined where that is empty. Page: rest-api/callbacks/get-event-by-id. */
async function fetchContent(
	context: ITriggerFunctions,
	{ id }: MissedEvent,
	limiter: ConcurrencyLimiter,
): Promise<unknown> {
	const record = await send(
		context,
		{
			method: 'POST',
			path: '/v2/callbacks/get-event-by-id',
			body: { callbackEventId: id },
			idempotent: true,
			retryBudgetMs: SHORT_RETRY_BUDGET_MS,
		},
		{ limiter },
	);
	const posted = firstSet(record, 'payload');
	const content = parsed(posted) ?? posted;
	return content === '' ? undefined : content;
}

/** The contents of some missed events. */
export interface Contents {
	/** Undefined for an event that has to do without. Absent: left for the next round. */
	of: Map<MissedEvent, unknown>;
	/** Whether ECGrid gave any. */
	hasCome: boolean;
	/** Whether ECGrid does not give some of them for the moment. */
	isFailing: boolean;
}

/**
 * The contents of missed events. One that ECGrid does not give for the moment is left out, until contents have failed for
 * an hour on end, or the event is six days old: after that, as one that ECGrid will never give, it is undefined. Both are
 * logged. The hour is one for all events of a trigger, so that it is over for all of them at once, and begins anew when
 * n8n is started again. `owner`: see `nodeFingerprintAt`.
 */
export async function contentsOf(
	context: ITriggerFunctions,
	owner: string,
	events: MissedEvent[],
	limiter: ConcurrencyLimiter,
): Promise<Contents> {
	const contents: Contents = { of: new Map(), hasCome: false, isFailing: false };
	const left: Error[] = [];
	const without: Array<{ id: MissedEvent['id']; error: Error }> = [];
	await Promise.all(
		events.map(async (event) => {
			try {
				contents.of.set(event, await fetchContent(context, event, limiter));
				contents.hasCome = true;
			} catch (failure) {
				const error = failure as Error;
				const isForGood = isFinal(error);
				contents.isFailing ||= !isForGood;
				if (isForGood || doesWithout(owner, event)) {
					contents.of.set(event, undefined);
					without.push({ id: event.id, error });
				} else left.push(error);
			}
		}),
	);
	if (without[0]) {
		const ids = without.map(({ id }) => id).join(', ');
		context.logger.warn(
			`ECGrid Trigger: the content of missed event ${ids} could not be fetched (${without[0].error.message}); the workflow gets what the event list says.`,
		);
	}
	if (left[0]) {
		context.logger.warn(
			`ECGrid Trigger: the content of ${left.length} missed events could not be fetched (${left[0].message}). The next round tries again.`,
		);
	}
	return contents;
}
