import type { Field } from './field';
import { httpsUrl, required } from './readers';

/** Where ECGrid sends events. Page: rest-api/callbacks/create-callback. */
export const callbackUrl: Field = {
	property: {
		displayName: 'URL',
		name: 'url',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://app.example.com/webhooks/ecgrid',
		description:
			'The HTTPS address that ECGrid sends the event to, with a POST request. It must be reachable from the internet.',
	},
	in: 'body',
	type: 'string',
	read: required(httpsUrl),
};
