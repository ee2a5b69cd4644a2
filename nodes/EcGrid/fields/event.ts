import { choice, valuesOf } from './choice';
import { eventOptions } from './events';
import { requiredField, type Field } from './field';

const eventField = (description: string): Field => ({
	property: {
		displayName: 'Event',
		name: 'event',
		type: 'options',
		options: eventOptions,
		default: 'Parcel',
		description,
	},
	in: 'body',
	type: 'Objects',
	parse: choice(valuesOf(eventOptions)),
});

/** What sets a callback off. Page: rest-api/callbacks/create-callback. */
export const event = requiredField(
	eventField('What makes ECGrid call the URL. One callback covers one kind of event.'),
);

/** What sets a callback off from now on. Page: rest-api/callbacks/update-callback. */
export const newEvent = eventField(
	'What makes ECGrid call the URL from now on, in place of the event before',
);

/** The event that a list is limited to. Page: rest-api/callbacks/event-list. */
export const eventFilter = eventField('Only events of this kind');
