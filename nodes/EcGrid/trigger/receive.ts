import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { refusal, type Refusal } from './authenticate';
import { eventsOf } from './event';
import { isChosen } from './parcelEvents';

/** The body as n8n parsed it, or what arrived of a content type that n8n does not parse. */
const bodyOf = (context: IWebhookFunctions): unknown => {
	const { body, rawBody } = context.getRequestObject() as { body?: unknown; rawBody?: Buffer };
	return body ?? rawBody?.toString('utf8') ?? {};
};

const registeredEventOf = (context: IWebhookFunctions): string | undefined => {
	const { event } = context.getQueryData() as IDataObject;
	return typeof event === 'string' && event ? event : undefined;
};

const refuse = (context: IWebhookFunctions, { status, headers, message }: Refusal): IWebhookResponseData => {
	context.getResponseObject().status(status).set(headers).json({ received: false, message });
	return { noWebhookResponse: true };
};

/**
 * A call to the trigger's webhook: refuses strangers, reads the events, and starts the workflow with those that the
 * node wants. n8n answers 200 once the execution is stored; what is dropped on purpose is answered 200 as well.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const refused = await refusal(context);
	if (refused) return refuse(context, refused);

	const chosen = context.getNodeParameter('parcelEvents', []) as string[];
	const { ignoreTestEvents } = context.getNodeParameter('options', {}) as { ignoreTestEvents?: boolean };
	const events = eventsOf(bodyOf(context), registeredEventOf(context)).filter(
		(event) => isChosen(event, chosen) && !(ignoreTestEvents && event.isTest),
	);

	if (events.length === 0) return { webhookResponse: { received: true, ignored: true } };
	return {
		webhookResponse: { received: true },
		workflowData: [events.map((json) => ({ json }))],
	};
}
