import { inPath } from '../../fields/field';
import { parcelId } from '../../fields/ids';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/cancel-parcel. */
export const cancel: Operation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel parcel',
	description:
		'Permanently stop an outbound parcel that is not delivered yet, which cannot be undone. The recipient never gets it. Send the file again instead.',
	endpoint: 'POST /v2/parcels/cancel/{id}',
	idempotent: false,
	howToVerify: 'Parcel → Get shows the status: Cancelled if it was carried out.',
	fields: [inPath(parcelId)],
};
