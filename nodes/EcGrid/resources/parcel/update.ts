import { parcelId } from '../../fields/ids';
import { newParcelStatus } from '../../fields/parcelStatus';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/update-parcel. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update parcel',
	description:
		'Set the status of a parcel: ECGrid does not offer it again unless it is Inbox Ready. To report a file as fetched, use Confirm Download.',
	endpoint: 'POST /v2/parcels/update',
	// Inbox Ready makes ECGrid offer the parcel again, so a duplicate request could undo a confirmation in between.
	idempotent: false,
	howToVerify: 'Parcel → Get shows the status.',
	fields: [parcelId, newParcelStatus],
};
