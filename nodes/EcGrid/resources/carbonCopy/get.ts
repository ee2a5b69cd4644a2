import { inPath } from '../../fields/field';
import { carbonCopy } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/carbon-copies/get-carbon-copy. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get carbon copy',
	description: 'Retrieve the mailboxes, direction and status of one carbon copy',
	endpoint: 'GET /v2/carboncopies/{id}',
	idempotent: true,
	fields: [inPath(carbonCopy({ description: 'The carbon copy to retrieve' }))],
};
