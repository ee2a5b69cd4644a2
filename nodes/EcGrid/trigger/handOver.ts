import { ExecutionCancelledError, type IDataObject, type IRun, type ITriggerFunctions } from 'n8n-workflow';

import { nodeError } from '../transport/failure';
import { CLOCK_SKEW_MS } from '../transport/time';
import { hasOwnId, deduplicationKey } from './deduplicationKey';
import { nodeFingerprint } from '../runtime/nodeFingerprint';
import type { RecoveredEvent } from './recoveredEvent';
import { forget, recordOf, reserve, isProcessed, type Complete } from './deduplication';

/** What of a missed event is to start the workflow. */
export interface Ready {
	items: IDataObject[];
	/** By which deliveries of it are recognised, reserved for it. */
	keys: ReadonlySet<string>;
	complete: Complete;
}

/**
 * By what a delivery of an event is recognised that ECGrid created at that time. The body of a delivery that came before
 * then is that of another event, such as when a parcel was reset to the inbox. Rows of ECGrid's list are told apart by
 * `RecoveredIds`, and not by what was posted.
 */
function keysOf(owner: string, { posted, recovered }: RecoveredEvent, created: number): string[] {
	return [posted, recovered].flatMap((event) => {
		const key = deduplicationKey(owner, event);
		if (key === undefined) return [];
		const { at = Infinity, isListed = false } = recordOf(key) ?? {};
		return isListed || (!hasOwnId(event) && at < created - CLOCK_SKEW_MS) ? [] : key;
	});
}

/**
 * Reserves the events of one missed delivery, and leaves out those that were delivered after all. `undefined`, with
 * nothing reserved, while a delivery of one of them is under way: that may fail.
 */
export function readyOf(
	context: ITriggerFunctions,
	events: RecoveredEvent[],
	created: number,
): Ready | undefined {
	const owner = nodeFingerprint(context);
	const keyed = events.map((event) => ({
		recovered: event.recovered,
		keys: keysOf(owner, event, created),
	}));
	const all = keyed.flatMap(({ keys }) => keys);
	const { reserved, complete } = reserve(all, true);
	if (all.some((key) => !reserved.has(key) && !isProcessed(key))) {
		complete(false);
		return undefined;
	}
	const items = keyed.flatMap(({ recovered, keys }) =>
		keys.every((key) => reserved.has(key)) ? recovered : [],
	);
	return { items, keys: reserved, complete };
}

/**
 * Starts the workflow, and waits until n8n says what became of that: the execution has ended, or it is there already,
 * or somebody stopped it. Throws when n8n could not store it; then a delivery of the same event gets through again.
 * `key`: n8n stores no second execution with it.
 */
export async function handOver(
	context: ITriggerFunctions,
	{ items, keys, complete }: Ready,
	key: string,
): Promise<void> {
	try {
		const done = context.helpers.createDeferredPromise<IRun>();
		context.emit([items.map((json) => ({ json }))], undefined, done, key);
		await done.promise;
	} catch (error) {
		// What was stopped had been stored.
		if (!(error instanceof ExecutionCancelledError)) {
			complete(false);
			keys.forEach(forget);
			throw nodeError(context, error);
		}
	}
	complete(true);
}
