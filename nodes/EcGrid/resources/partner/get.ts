import { inPath } from '../../fields/field';
import { partner, partnersOf } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/partners/get-partner. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get partner',
	description: 'Retrieve the two ECGrid IDs and the status of one partner',
	endpoint: 'GET /v2/partners/{id}',
	idempotent: true,
	fields: [partnersOf, inPath(partner({ description: 'The partner to retrieve' }))],
};
