import { mailbox, network } from '../../fields/locator';
import { objectStatusFilter } from '../../fields/status';
import type { Operation } from '../operation';

/** Page: rest-api/networks/list-networks. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many networks',
	description: 'List the networks that the API key may see',
	endpoint: 'POST /v2/networks/list',
	idempotent: true,
	leastAuthLevel: 'NetworkAdmin',
	fields: [],
	additionalFields: [
		network({ description: 'Only this network' }),
		mailbox({ description: 'Only the network that this mailbox belongs to' }),
		objectStatusFilter('networks'),
	],
	list: { recordsPerPage: 500 },
};
