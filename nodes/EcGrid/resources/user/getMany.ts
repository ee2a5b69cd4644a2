import { authLevel } from '../../fields/authLevel';
import { mailbox, network } from '../../fields/locator';
import { objectStatusFilter } from '../../fields/status';
import type { Operation } from '../operation';

/** Page: rest-api/users/list-users. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many users',
	description: 'List the users that the API key may see',
	endpoint: 'POST /v2/users/list',
	idempotent: true,
	fields: [],
	additionalFields: [
		authLevel({ description: 'Only users with this level' }),
		mailbox({ description: 'Only users of this mailbox' }),
		network({ description: 'Only users of this network' }),
		objectStatusFilter('users'),
	],
	list: { recordsPerPage: 500 },
};
