import type { Field } from './field';
import { text } from './readers';

/** The status of callbacks that a list is limited to. Page: rest-api/callbacks/update-callback. */
export const statusFilter: Field = {
	property: {
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Active', value: 'Active', description: 'ECGrid delivers events' },
			{ name: 'Suspended', value: 'Suspended', description: 'ECGrid pauses delivering' },
			{ name: 'Terminated', value: 'Terminated', description: 'Ended for good' },
		],
		default: 'Active',
		description: 'Only callbacks of this status. For one that is not listed, use an expression.',
	},
	in: 'body',
	type: 'Status',
	read: text,
};
