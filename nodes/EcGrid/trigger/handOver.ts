import { ExecutionCancelledError, type IDataObject, type IRun, type ITriggerFunctions } from 'n8n-workflow';

import { nodeError } from '../transport/failure';
import { CLOCK_SKEW_MS } from '../transport/time';
import { hasOwnId, deduplicationKey } from './deduplicationKey';
import { nodeFingerprint } from '../runtime/nodeFingerprint';
import type { RecoveredEvent } from './recoveredEvent';
import { forget, recordOf, reserve, isProcessed, type Complete } from './deduplication';

/** The part of a missed event that is to start the workflow. */
export interface Ready {
	items: IDataObject[];
	/** The keys that identify its deliveries, reserved for it. */
	keys: ReadonlySet<string>;
	complete: Complete;
}

/**
 * The keys that identify the deliveries of an event that ECGrid created at that time. The same body in an earlier
 * delivery is another event, for example because a parcel was reset to the inbox. `RecoveredIds` tells the rows of
 * ECGrid's list apart, not the posted content.
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
 * Reserves the events of one missed delivery, without those that were delivered after all. `undefined`, with nothing
 * reserved, while a delivery of one of them is in flight, because it may fail.
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
 * Starts the workflow, and waits until n8n reports the outcome: the execution has ended, it already existed, or
 * somebody stopped it. Throws if n8n couldn't store it; then a delivery of the same event gets through again. `key`:
 * n8n stores only one execution with it.
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
		// An execution that was stopped had been stored.
		if (!(error instanceof ExecutionCancelledError)) {
			complete(false);
			keys.forEach(forget);
			throw nodeError(context, error);
		}
	}
	complete(true);
}
