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

/** Where ECGrid sends events. Page: rest-api/callbacks/create-callback. */
export const callbackUrl = requiredField(
	urlField(
		'The HTTPS address that ECGrid sends the event to, with a POST request. It must be reachable from the internet.',
	),
);

/** Where ECGrid sends events from now on. Page: rest-api/callbacks/update-callback. */
export const newCallbackUrl = urlField(
	'The HTTPS address that ECGrid sends the event to from now on, in place of the one before. It must be reachable from the internet.',
);
