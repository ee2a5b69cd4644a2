import { parcelId } from '../../fields/ids';
import { newParcelStatus } from '../../fields/parcelStatus';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/update-parcel. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update parcel',
	description:
		'Set the status of a parcel by hand. To say that a file was fetched, use Confirm Download; an inbound parcel whose status is not Inbox Ready is not offered again.',
	endpoint: 'POST /v2/parcels/update',
	// Inbox Ready has ECGrid offer the parcel again: a second one would bring back what was confirmed in between.
	idempotent: false,
	howToVerify: 'Parcel → Get shows the status.',
	fields: [parcelId, newParcelStatus],
};
