import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField } from './constructors';
import { requiredField } from './field';

const MAY_BE_REFUSED = "Not among ECGrid's documented callback events: ECGrid may refuse it";

/** The kinds of events. Pages: rest-api/callbacks/create-callback (the six), appendix/enums (the rest). */
export const eventOptions: INodePropertyOptions[] = [
	{ name: 'Parcel', value: 'Parcel', description: 'A parcel (file) was received or sent, or failed' },
	{ name: 'Interchange', value: 'Interchange', description: 'Something happened to an interchange' },
	{
		name: 'Interconnect',
		value: 'Interconnect',
		description: 'The status of a partner relationship changed',
	},
	{ name: 'Mailbox', value: 'Mailbox', description: 'The configuration of a mailbox changed' },
	{ name: 'Network', value: 'Network', description: 'Something happened at the level of a network' },
	{ name: 'User', value: 'User', description: 'Something happened to a user account' },
	{ name: 'AS2 (May Be Refused)', value: 'AS2', description: MAY_BE_REFUSED },
	{ name: 'Callback Event (May Be Refused)', value: 'CallBackEvent', description: MAY_BE_REFUSED },
	{ name: 'Carbon Copy (May Be Refused)', value: 'CarbonCopy', description: MAY_BE_REFUSED },
	{ name: 'Comm (May Be Refused)', value: 'Comm', description: MAY_BE_REFUSED },
	{ name: 'Contract (May Be Refused)', value: 'Contract', description: MAY_BE_REFUSED },
	{ name: 'ECGrid ID (May Be Refused)', value: 'ECGridID', description: MAY_BE_REFUSED },
	{ name: 'GISB (May Be Refused)', value: 'GISB', description: MAY_BE_REFUSED },
	{ name: 'Interconnect Note (May Be Refused)', value: 'InterconnectNote', description: MAY_BE_REFUSED },
	{ name: 'Invoice (May Be Refused)', value: 'Invoice', description: MAY_BE_REFUSED },
	{ name: 'Migration (May Be Refused)', value: 'Migration', description: MAY_BE_REFUSED },
	{ name: 'Price List (May Be Refused)', value: 'PriceList', description: MAY_BE_REFUSED },
	{ name: 'System (May Be Refused)', value: 'System', description: MAY_BE_REFUSED },
];

const eventField = (description: string) =>
	enumField('Objects', eventOptions, { displayName: 'Event', name: 'event', description });

/** The event that triggers a callback. Page: rest-api/callbacks/create-callback. */
export const event = requiredField(
	eventField('The event for which ECGrid calls the URL. One callback covers one kind of event.'),
);

/** The new event that triggers a callback. Page: rest-api/callbacks/update-callback. */
export const newEvent = eventField(
	'The new event for which ECGrid calls the URL, in place of the previous one',
);

/** The event that filters a list. Page: rest-api/callbacks/event-list. */
export const eventFilter = eventField('Only events of this kind');
