import { inPath } from '../../fields/field';
import { comm } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/comms/get-comm. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get comm',
	description: 'Retrieve the type, identifier, mailbox and status of one comm',
	endpoint: 'GET /v2/comms/{id}',
	idempotent: true,
	fields: [inPath(comm({ description: 'The comm to retrieve' }))],
};
