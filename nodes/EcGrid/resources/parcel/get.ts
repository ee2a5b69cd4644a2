import { inPath } from '../../fields/field';
import { parcelId } from '../../fields/ids';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/get-parcel. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get parcel',
	description:
		'Get the details of one parcel: status, file name, size, sender, recipient. Not the file itself.',
	endpoint: 'GET /v2/parcels/{id}',
	idempotent: true,
	fields: [inPath(parcelId)],
};
