import { inPath } from '../../fields/field';
import { network } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/networks/get-network. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get network',
	description: 'Retrieve the name and status of one network',
	endpoint: 'GET /v2/networks/{id}',
	idempotent: true,
	leastAuthLevel: 'NetworkAdmin',
	fields: [inPath(network({ description: 'The network to retrieve' }))],
};
