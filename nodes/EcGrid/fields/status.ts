import type { INodePropertyOptions } from 'n8n-workflow';

import { valuesOf } from './choice';
import { enumField, type Shown } from './constructors';
import { visibleText, type Parser } from './parsers';

/** The statuses of a callback. */
const options: INodePropertyOptions[] = [
	{ name: 'Active', value: 'Active', description: 'ECGrid delivers events' },
	{ name: 'Suspended', value: 'Suspended', description: 'ECGrid pauses delivery' },
	{ name: 'Terminated', value: 'Terminated', description: 'Ended permanently. This cannot be undone.' },
];

/** A status in ECGrid's letter case, or one that isn't offered as it was entered: rows C7, N14 and N18 of the sheet. */
const statusOf =
	(offered: INodePropertyOptions[]): Parser<string> =>
	(value, label) => {
		const entered = visibleText(value, label)?.trim();
		return valuesOf(offered).find((each) => each.toLowerCase() === entered?.toLowerCase()) ?? entered;
	};

const callbackStatus = (description: string) =>
	enumField(
		'Status',
		options,
		{ displayName: 'Status', name: 'status', description },
		{ parse: statusOf(options) },
	);

/** The callback status that filters a list. Page: rest-api/callbacks/queue-list. */
export const statusFilter = callbackStatus(
	'Only callbacks with this status. For a status that is not listed, use an expression.',
);

/** The new status of a callback. Page: rest-api/callbacks/update-callback. */
export const newStatus = callbackStatus(
	'Active delivers events. Suspended pauses delivery until you set the status back to Active. Terminated ends the callback permanently, which cannot be undone.',
);

/** The statuses of ECGrid's objects. Page: appendix/enums. */
const objectStatuses: INodePropertyOptions[] = [
	{ name: 'Active', value: 'Active', description: 'In use' },
	{ name: 'Development', value: 'Development', description: 'Being set up' },
	{ name: 'Preproduction', value: 'Preproduction', description: 'Being tested' },
	{ name: 'Suspended', value: 'Suspended', description: 'Stopped for the time being' },
	{ name: 'Terminated', value: 'Terminated', description: 'Ended permanently. This cannot be undone.' },
];

/** The status of a network, mailbox, ECGrid ID, partner, carbon copy, comm or user. An expression may give another one: rows N14 and N18 of the sheet. */
export const objectStatus = (shown: Pick<Shown, 'description'> & Partial<Shown>) =>
	enumField(
		'Status',
		objectStatuses,
		{ displayName: 'Status', name: 'status', ...shown },
		{ parse: statusOf(objectStatuses) },
	);

/** The status that filters a list of objects, named in the plural. */
export const objectStatusFilter = (what: string) =>
	objectStatus({
		description: `Only ${what} with this status. For a status that is not listed, use an expression.`,
	});
