import type { ITriggerFunctions } from 'n8n-workflow';

import { EcGridError, isNotFound } from '../transport/failure';
import type { Pace } from '../transport/pace';
import { read } from '../transport/record';
import { send } from '../transport/request';
import { BRIEF_PATIENCE } from '../transport/retry';
import { parsed } from './event';
import { ownerOf } from './login';
import type { MissedEvent } from './missedEvents';

/** Milliseconds after which an event whose content ECGrid does not give for the moment does without. */
const PATIENCE = 60 * 60_000;
const MOST_FAILING = 10_000;

/** Since when the content of an event could not be fetched, in epoch milliseconds. */
const failingSince = new Map<string, number>();

function hasFailedForLong(event: string): boolean {
	const since = failingSince.get(event) ?? Date.now();
	failingSince.set(event, since);
	if (failingSince.size > MOST_FAILING) failingSince.delete(failingSince.keys().next().value!);
	return Date.now() - since >= PATIENCE;
}

/** Whether ECGrid will not show the content of an event at any later time either. */
const isFinal = (error: unknown) =>
	isNotFound(error) || (error instanceof EcGridError && error.status === 400);

/** What ECGrid posted for an event, read from JSON; undefined where that is empty. Page: rest-api/callbacks/get-event-by-id. */
async function fetchContent(context: ITriggerFunctions, { id }: MissedEvent, pace: Pace): Promise<unknown> {
	const record = await send(
		context,
		{
			method: 'POST',
			path: '/v2/callbacks/get-event-by-id',
			body: { callbackEventId: id },
			repeatable: true,
			patience: BRIEF_PATIENCE,
		},
		{ pace },
	);
	const posted = read(record, 'payload');
	const content = parsed(posted) ?? posted;
	return content === '' ? undefined : content;
}

/**
 * The contents of missed events. One that ECGrid does not give for the moment is left out, for an hour; after that, as
 * one that ECGrid will never give, it is undefined. Both are logged.
 */
export async function contentsOf(
	context: ITriggerFunctions,
	events: MissedEvent[],
	pace: Pace,
): Promise<Map<MissedEvent, unknown>> {
	const owner = ownerOf(context);
	const contents = new Map<MissedEvent, unknown>();
	const failures: Error[] = [];
	await Promise.all(
		events.map(async (event) => {
			const name = `${owner} ${event.key}`;
			try {
				contents.set(event, await fetchContent(context, event, pace));
			} catch (error) {
				if (!isFinal(error) && !hasFailedForLong(name)) {
					failures.push(error as Error);
					return;
				}
				contents.set(event, undefined);
				context.logger.warn(
					`ECGrid Trigger: the content of missed event ${event.id} could not be fetched (${(error as Error).message}); the workflow gets what the event list says.`,
				);
			}
			failingSince.delete(name);
		}),
	);
	if (failures[0]) {
		context.logger.warn(
			`ECGrid Trigger: the content of ${failures.length} missed events could not be fetched (${failures[0].message}). The next round tries again.`,
		);
	}
	return contents;
}
