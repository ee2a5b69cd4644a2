import type { Field } from './field';
import { text } from './parsers';

const callbackStatus = (description: string): Field => ({
	property: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Active', value: 'Active', description: 'ECGrid delivers events' },
			{ name: 'Suspended', value: 'Suspended', description: 'ECGrid pauses delivering' },
			{ name: 'Terminated', value: 'Terminated', description: 'Ended for good; this cannot be undone' },
		],
		default: 'Active',
		description,
	},
	in: 'body',
	type: 'Status',
	parse: text,
});

/** The status of callbacks that a list is limited to. Page: rest-api/callbacks/queue-list. */
export const statusFilter = callbackStatus(
	'Only callbacks of this status. For one that is not listed, use an expression.',
);

/** The status that a callback gets. Page: rest-api/callbacks/update-callback. */
export const newStatus = callbackStatus(
	'Active delivers, Suspended pauses until it is set back to Active, Terminated ends the callback permanently, which cannot be undone.',
);
