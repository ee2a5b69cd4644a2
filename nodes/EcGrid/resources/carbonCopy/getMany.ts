import { mailbox } from '../../fields/locator';
import { objectStatusFilter } from '../../fields/status';
import type { Operation } from '../operation';

/** Page: rest-api/carbon-copies/list-carbon-copies. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many carbon copies',
	description: 'List the carbon copies with their mailboxes, directions and statuses',
	endpoint: 'POST /v2/carboncopies/list',
	idempotent: true,
	fields: [],
	additionalFields: [
		mailbox({ description: 'Only carbon copies of this mailbox' }),
		objectStatusFilter('carbon copies'),
	],
	list: { recordsPerPage: 1000 },
};
