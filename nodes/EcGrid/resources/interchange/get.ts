import { inPath } from '../../fields/field';
import { inboundInterchange } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/interchanges/get-interchange. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get interchange',
	description: 'Retrieve the sender, recipient, document type, status and parcel of one interchange',
	endpoint: 'GET /v2/interchanges/{id}',
	idempotent: true,
	fields: [
		inPath(
			inboundInterchange({
				description: 'The interchange. Choose one that arrived, or enter the ID of any interchange.',
			}),
		),
	],
};
