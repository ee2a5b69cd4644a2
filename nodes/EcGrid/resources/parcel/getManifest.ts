import { inPath } from '../../fields/field';
import { parcelId } from '../../fields/ids';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/get-manifest. */
export const getManifest: Operation = {
	value: 'getManifest',
	name: 'Get Manifest',
	action: 'Get manifest of parcel',
	description:
		'List the interchanges in a parcel, one item each. Includes sender, recipient, document type and number of documents.',
	endpoint: 'GET /v2/parcels/manifest/{id}',
	idempotent: true,
	fields: [inPath(parcelId)],
	perform: async ({ request, ids, rows }) =>
		(await rows(request)).map((interchange) => ({ json: { ...ids, ...interchange } })),
};
