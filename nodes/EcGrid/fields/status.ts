import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField } from './constructors';
import { text } from './parsers';

/** How a callback can be. */
const options: INodePropertyOptions[] = [
	{ name: 'Active', value: 'Active', description: 'ECGrid delivers events' },
	{ name: 'Suspended', value: 'Suspended', description: 'ECGrid pauses delivering' },
	{ name: 'Terminated', value: 'Terminated', description: 'Ended for good; this cannot be undone' },
];

const callbackStatus = (description: string) =>
	enumField('Status', options, { displayName: 'Status', name: 'status', description }, { parse: text });

/** The status of callbacks that a list is limited to. Page: rest-api/callbacks/queue-list. */
export const statusFilter = callbackStatus(
	'Only callbacks of this status. For one that is not listed, use an expression.',
);

/** The status that a callback gets. Page: rest-api/callbacks/update-callback. */
export const newStatus = callbackStatus(
	'Active delivers, Suspended pauses until it is set back to Active, Terminated ends the callback permanently, which cannot be undone.',
);
