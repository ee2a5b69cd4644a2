import { textField } from './constructors';
import { requiredField } from './field';
import { httpsUrl } from './parsers';

const urlField = (description: string) =>
	textField(
		{
			displayName: 'URL',
			name: 'url',
			placeholder: 'e.g. https://app.example.com/webhooks/ecgrid',
			description,
		},
		httpsUrl,
	);

/** The URL that ECGrid sends events to. Page: rest-api/callbacks/create-callback. */
export const callbackUrl = requiredField(
	urlField(
		'The HTTPS address that ECGrid sends the event to in a POST request. It must be reachable from the internet.',
	),
);

/** The new URL that ECGrid sends events to. Page: rest-api/callbacks/update-callback. */
export const newCallbackUrl = urlField(
	'The new HTTPS address that ECGrid sends the event to, in place of the previous one. It must be reachable from the internet.',
);
