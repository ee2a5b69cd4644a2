import type { Field } from './field';
import { intId, required } from './parsers';

/** Which callback. Page: rest-api/callbacks/delete-callback. */
export const callbackId: Field = {
	property: {
		displayName: 'Callback ID',
		name: 'callbackId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 7001',
		description: 'The ID that ECGrid gave the callback when it was created',
	},
	in: 'body',
	type: 'int',
	parse: required(intId),
};
