import { inPath } from '../../fields/field';
import { parcelId } from '../../fields/ids';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/reset-to-inbox. */
export const resetToInbox: Operation = {
	value: 'resetToInbox',
	name: 'Reset to Inbox',
	action: 'Reset parcel to inbox',
	description:
		'Undo the confirmation of an inbound parcel, for a copy that was lost or damaged. ECGrid offers it again, so every workflow or program that polls the inbox processes it a second time.',
	endpoint: 'POST /v2/parcels/reset-to-inbox/{id}',
	idempotent: false,
	howToVerify: 'Parcel → Get shows the status: InBoxReady if it was carried out.',
	fields: [inPath(parcelId)],
};
