import { eventOptions } from './events';
import type { Field } from './field';
import { required, text } from './readers';

/** What sets a callback off. Page: rest-api/callbacks/create-callback. */
export const event: Field = {
	property: {
		displayName: 'Event',
		name: 'event',
		type: 'options',
		required: true,
		options: eventOptions,
		default: 'Parcel',
		description: 'What makes ECGrid call the URL. One callback covers one kind of event.',
	},
	in: 'body',
	type: 'Objects',
	read: required(text),
};

/** The event that a list is limited to. Page: rest-api/callbacks/event-list. */
export const eventFilter: Field = {
	...event,
	property: {
		displayName: 'Event',
		name: 'event',
		type: 'options',
		options: eventOptions,
		default: 'Parcel',
		description: 'Only events of this kind',
	},
	read: text,
};
