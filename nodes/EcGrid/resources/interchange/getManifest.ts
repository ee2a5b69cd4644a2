import { inPath } from '../../fields/field';
import { inboundInterchange } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/interchanges/get-manifest. */
export const getManifest: Operation = {
	value: 'getManifest',
	name: 'Get Manifest',
	action: 'Get manifest of interchange',
	description:
		'List the functional groups in an interchange. Each item has the type and number of transaction sets.',
	endpoint: 'GET /v2/interchanges/get-manifest/{id}',
	idempotent: true,
	fields: [
		inPath(
			inboundInterchange({
				description: 'The interchange. Choose one that arrived, or enter the ID of any interchange.',
			}),
		),
	],
	perform: async ({ request, ids, rows }) =>
		(await rows(request)).map((group) => ({ json: { ...ids, ...group } })),
};
