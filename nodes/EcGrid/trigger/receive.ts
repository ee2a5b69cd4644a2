import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';

import { nodeError } from '../transport/failure';
import { messageOf } from '../transport/secrets';
import { refusal, type Refusal } from './authenticate';
import { bodyOf } from './body';
import { eventsOf, type EcGridEvent } from './event';
import { eventOfQuery } from './eventName';
import { deduplicationKey } from './deduplicationKey';
import { nodeFingerprint } from '../runtime/nodeFingerprint';
import { POLL_INTERVAL_MS, reserveOnceFree, type Complete } from './deduplication';
import { callbacksOf } from './registrationState';
import { settingsOf, type TriggerSettings } from './settings';
import { eventFilter } from './eventFilter';

const tooBig: Refusal = {
	status: 413,
	headers: {},
	message: 'The body is bigger than this n8n accepts (N8N_PAYLOAD_SIZE_MAX)',
};

const notReadable: Refusal = {
	status: 503,
	headers: { 'Retry-After': '60' },
	message: "The trigger can't read its settings at the moment. Try again.",
};

const inFlight: Refusal = {
	status: 503,
	headers: { 'Retry-After': '10' },
	message: "Another call is delivering the same event, and its outcome isn't known yet. Try again.",
};

/**
 * The event of this node's callback with this ID, or else the event that all of its callbacks share. Before any
 * callback is stored, the chosen events count.
 */
function registeredFor(
	context: IWebhookFunctions,
	{ events }: TriggerSettings,
	callbackId: unknown,
): string | undefined {
	const stored = callbacksOf(context);
	const named = stored.find((callback) => callback.callbackId === callbackId);
	if (named) return named.event;
	const [first, ...others] = stored.length > 0 ? stored.map(({ event }) => event) : events;
	return others.every((other) => other === first) ? first : undefined;
}

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

const refuse = (context: IWebhookFunctions, { status, headers, message }: Refusal): IWebhookResponseData => {
	context.getResponseObject().status(status).set(headers).json({ received: false, message });
	return { noWebhookResponse: true };
};

/** Milliseconds to wait for n8n to answer a caller that has hung up. */
const MAX_STORING_MS = 10 * 60_000;

/**
 * Calls `complete` once it is known whether the events were accepted. n8n answers 200 when it has stored the execution,
 * even if nobody reads the response any more.
 */
const whenAnswered = (response: Response, complete: Complete): void => {
	const isStored = () => response.statusCode === 200;
	response.once('finish', () => complete(isStored()));
	response.once('close', async () => {
		const until = Date.now() + MAX_STORING_MS;
		while (!response.writableEnded && Date.now() < until) await sleep(POLL_INTERVAL_MS);
		complete(response.writableEnded && isStored());
	});
};

/** Whether the connection is already gone. Then the caller reads no response, and `close` isn't emitted any more. */
const hasHungUp = (response: Response): boolean => response.destroyed || response.closed;

const duplicate = { webhookResponse: { received: true, repeated: true } };

/**
 * Drops the events that this process has already accepted. `undefined` if another delivery of one of them is in flight
 * for too long to wait for its outcome.
 */
async function withoutDuplicates(
	context: IWebhookFunctions,
	events: EcGridEvent[],
): Promise<EcGridEvent[] | undefined> {
	const owner = nodeFingerprint(context);
	const keyed = events.map((event) => ({ event, key: deduplicationKey(owner, event) }));
	const reservation = await reserveOnceFree(keyed.flatMap(({ key }) => key ?? []));
	if (!reservation) return undefined;
	const { reserved, complete } = reservation;
	const response = context.getResponseObject();
	if (hasHungUp(response)) complete(false);
	else whenAnswered(response, complete);
	const first = new Map(keyed.toReversed().map(({ event, key }) => [key, event]));
	return keyed
		.filter(({ event, key }) => key === undefined || (reserved.has(key) && first.get(key) === event))
		.map(({ event }) => event);
}

/**
 * Handles a call to the trigger's webhook: refuses strangers, reads the events, and starts the workflow with those that
 * the node wants and hasn't accepted before. n8n answers 200 once the execution is stored. Events that are dropped on
 * purpose are also answered 200. A caller that has already hung up starts nothing, and will retry.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const refused = await refusal(context);
	if (refused) return refuse(context, refused);

	let settings: TriggerSettings;
	try {
		settings = settingsOf(context);
	} catch (error) {
		context.logger.error(
			`ECGrid Trigger: ${await messageOf(context, error)} The trigger can't accept events until that is fixed.`,
		);
		return refuse(context, notReadable);
	}
	let body: unknown;
	try {
		body = await bodyOf(context);
	} catch (error) {
		if ((error as { status?: unknown }).status === tooBig.status) return refuse(context, tooBig);
		throw nodeError(context, error);
	}
	const accepted = eventsOf(body, eventOfQuery(context.getQueryData()), (callbackId) =>
		registeredFor(context, settings, callbackId),
	).filter(eventFilter(settings));
	if (accepted.length === 0) return { webhookResponse: { received: true, ignored: true } };

	const production = context.getMode() !== 'manual';
	const events =
		settings.ignoreDuplicates && production ? await withoutDuplicates(context, accepted) : accepted;
	if (!events) return refuse(context, inFlight);
	// Nobody reads the response, so ECGrid counts the call as failed and retries. The event must not run twice.
	if (hasHungUp(context.getResponseObject())) return { noWebhookResponse: true };
	if (events.length === 0) return duplicate;
	return {
		webhookResponse: { received: true },
		workflowData: [events.map((json) => ({ json }))],
	};
}
