import type { ITriggerFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { EcGridEvent } from './event';
import { DEFAULT_PARCEL_EVENTS, isChosen } from './parcelEvents';

/** Whether the workflow wants an event: it is one of the chosen parcel events, and no test if those are to be ignored. */
export function wishOf(context: IWebhookFunctions | ITriggerFunctions): (event: EcGridEvent) => boolean {
	const chosen = context.getNodeParameter('parcelEvents', DEFAULT_PARCEL_EVENTS) as string[];
	const { ignoreTestEvents = false } = context.getNodeParameter('options', {}) as {
		ignoreTestEvents?: boolean;
	};
	return (event) => isChosen(event, chosen) && !(ignoreTestEvents && event.isTest);
}
