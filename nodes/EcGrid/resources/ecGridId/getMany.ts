import { mailbox, network } from '../../fields/locator';
import { objectStatusFilter } from '../../fields/status';
import type { Operation } from '../operation';

/** Page: rest-api/ids/list-ids. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many ECGrid IDs',
	description: 'List the ECGrid IDs of a mailbox or network',
	endpoint: 'POST /v2/ids/list',
	idempotent: true,
	fields: [],
	additionalFields: [
		mailbox({ description: 'Only ECGrid IDs of this mailbox' }),
		network({ description: 'Only ECGrid IDs of this network' }),
		objectStatusFilter('ECGrid IDs'),
	],
	list: { recordsPerPage: 500 },
};
