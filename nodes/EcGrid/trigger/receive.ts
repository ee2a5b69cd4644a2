import { sleep, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';

import { nodeError } from '../transport/failure';
import { messageOf } from '../transport/secrets';
import { refusal, type Refusal } from './authenticate';
import { bodyOf } from './body';
import { eventsOf, type EcGridEvent } from './event';
import { eventOfQuery } from './eventName';
import { deduplicationKey } from './deduplicationKey';
import { nodeFingerprint } from '../runtime/nodeFingerprint';
import { reserveOnceFree, type Complete } from './deduplication';
import { callbacksOf } from './registrationState';
import { settingsOf, type TriggerSettings } from './settings';
import { eventFilter } from './eventFilter';

const tooBig: Refusal = {
	status: 413,
	headers: {},
	message: 'The body is bigger than this n8n takes (N8N_PAYLOAD_SIZE_MAX)',
};

const notReadable: Refusal = {
	status: 503,
	headers: { 'Retry-After': '60' },
	message: 'The settings of this trigger cannot be read at the moment. Try again.',
};

const underWay: Refusal = {
	status: 503,
	headers: { 'Retry-After': '10' },
	message: 'The same event is being taken by another call, and how that ends is not known yet. Try again.',
};

/** The event that a callback of this node is for: the one with this id, or all of them. Before any is stored, the chosen events count. */
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

/** Milliseconds after which n8n is not expected to answer any more a caller who has hung up, and between two looks whether it did. */
const MAX_STORING_MS = 10 * 60_000;
const POLL_INTERVAL_MS = 250;

/** Tells whether the events were taken, once that is known: n8n answers 200 when it has stored the execution, also where nobody reads the answer any more. */
const whenAnswered = (response: Response, complete: Complete): void => {
	const isStored = () => response.statusCode === 200;
	response.once('finish', () => complete(isStored()));
	response.once('close', async () => {
		const until = Date.now() + MAX_STORING_MS;
		while (!response.writableEnded && Date.now() < until) await sleep(POLL_INTERVAL_MS);
		complete(response.writableEnded && isStored());
	});
};

/** Whether the connection is gone, so that the caller will read no answer and nothing will say so any more. */
const hasHungUp = (response: Response): boolean => response.destroyed || response.closed;

const repeated = { webhookResponse: { received: true, repeated: true } };

/**
 * Leaves out the events that were taken before, in this process. `undefined` when another delivery of one of them is
 * under way for too long to wait for how it ends.
 */
async function withoutRepeats(
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
 * A call to the trigger's webhook: refuses strangers, reads the events, and starts the workflow with those that the
 * node wants and has not taken before. n8n answers 200 once the execution is stored; what is dropped on purpose is
 * answered 200 as well. A caller who has hung up before starts nothing, and will come again.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const refused = await refusal(context);
	if (refused) return refuse(context, refused);

	let settings: TriggerSettings;
	try {
		settings = settingsOf(context);
	} catch (error) {
		context.logger.error(
			`ECGrid Trigger: ${await messageOf(context, error)} No event can be taken until that is set right.`,
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
	const wanted = eventsOf(body, eventOfQuery(context.getQueryData()), (callbackId) =>
		registeredFor(context, settings, callbackId),
	).filter(eventFilter(settings));
	if (wanted.length === 0) return { webhookResponse: { received: true, ignored: true } };

	const production = context.getMode() !== 'manual';
	const events = settings.ignoreDuplicates && production ? await withoutRepeats(context, wanted) : wanted;
	if (!events) return refuse(context, underWay);
	// Nobody reads an answer: ECGrid counts the call as failed and comes again, and the event shall not run twice.
	if (hasHungUp(context.getResponseObject())) return { noWebhookResponse: true };
	if (events.length === 0) return repeated;
	return {
		webhookResponse: { received: true },
		workflowData: [events.map((json) => ({ json }))],
	};
}
