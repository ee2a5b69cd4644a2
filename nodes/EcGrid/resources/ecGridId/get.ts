import { inPath } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/ids/get-id. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get ECGrid ID',
	description: 'Retrieve the qualifier, ID, mailbox and status of one ECGrid ID',
	endpoint: 'GET /v2/ids/{id}',
	idempotent: true,
	fields: [inPath(ecGridId({ description: 'The ECGrid ID to retrieve' }))],
};
