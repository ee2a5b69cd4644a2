import type { ITriggerFunctions } from 'n8n-workflow';

import { EcGridError, isNotFound } from '../transport/failure';
import type { ConcurrencyLimiter } from '../transport/concurrencyLimiter';
import { firstSet } from '../transport/record';
import { send } from '../transport/send';
import { SHORT_RETRY_BUDGET_MS } from '../transport/retry';
import { parsed } from './event';
import type { MissedEvent } from './missedEvents';
import { setBounded } from '../runtime/boundedMap';

/** Milliseconds for which contents may fail before events are recovered without them. */
const MAX_FAILING_MS = 60 * 60_000;
/** Milliseconds after which an event no longer waits for its content. The catch-up looks for it one day longer. */
const MAX_AGE_MS = 6 * 24 * 60 * 60_000;

/** By trigger: since when contents can't be fetched, in epoch milliseconds. */
const failingSince = new Map<string, number>();

/** Whether to recover an event without its content, which ECGrid currently doesn't return. */
function doesWithout(owner: string, { created }: MissedEvent): boolean {
	const now = Date.now();
	const since = failingSince.get(owner) ?? now;
	setBounded(failingSince, owner, since);
	return now - since >= MAX_FAILING_MS || now - created >= MAX_AGE_MS;
}

/** Notes that ECGrid returns contents, or that none had to be fetched. */
export const noteContents = (owner: string): void => void failingSince.delete(owner);

/** Whether ECGrid won't return the content of an event later either. */
const isFinal = (error: unknown) =>
	isNotFound(error) || (error instanceof EcGridError && error.status === 400);

/**
 * Returns the content that ECGrid posted for an event, parsed from JSON; undefined if it is empty.
 * Page: rest-api/callbacks/get-event-by-id.
 */
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
	/** Undefined for an event to recover without content. Absent for an event left for the next round. */
	of: Map<MissedEvent, unknown>;
	/** Whether ECGrid returned any. */
	hasCome: boolean;
	/** Whether ECGrid currently doesn't return some of them. */
	isFailing: boolean;
}

/**
 * Returns the contents of missed events. A content that ECGrid currently doesn't return is left out, until contents
 * have failed for a whole hour or the event is six days old. After that it is undefined, like one that ECGrid will
 * never return. Both are logged. All events of a trigger share one hour, so that it ends for all of them at once. It
 * starts over when n8n is restarted. `owner`: see `nodeFingerprintAt`.
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
			`ECGrid Trigger: couldn't fetch the content of missed event ${ids} (${without[0].error.message}). The workflow gets what the event list says.`,
		);
	}
	if (left[0]) {
		context.logger.warn(
			`ECGrid Trigger: couldn't fetch the content of ${left.length} missed events (${left[0].message}). The next round tries again.`,
		);
	}
	return contents;
}
