import type { Field } from './field';
import { intId, required } from './parsers';

/** Which event. Page: rest-api/callbacks/get-event-by-id. */
export const callbackEventId: Field = {
	property: {
		displayName: 'Callback Event ID',
		name: 'callbackEventId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 550001',
		description: 'The ID of the event, such as the eventId that the trigger puts out',
	},
	in: 'body',
	type: 'int',
	parse: required(intId),
};
