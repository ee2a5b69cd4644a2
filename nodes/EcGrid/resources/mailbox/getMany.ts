import { network } from '../../fields/locator';
import { objectStatusFilter } from '../../fields/status';
import type { Operation } from '../operation';

/** Page: rest-api/mailboxes/list-mailboxes. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many mailboxes',
	description: 'List the mailboxes that the API key may see',
	endpoint: 'POST /v2/mailboxes/list',
	idempotent: true,
	fields: [],
	additionalFields: [
		network({ description: 'Only mailboxes of this network' }),
		objectStatusFilter('mailboxes'),
	],
	list: { recordsPerPage: 500 },
};
