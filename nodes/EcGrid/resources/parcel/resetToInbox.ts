import { inPath } from '../../fields/field';
import { parcelId } from '../../fields/ids';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/reset-to-inbox. */
export const resetToInbox: Operation = {
	value: 'resetToInbox',
	name: 'Reset to Inbox',
	action: 'Reset parcel to inbox',
	description:
		'Undo a confirmation: ECGrid offers the parcel again, so it is processed a second time. Use it if a copy was lost or damaged. Every workflow or program that polls the inbox gets the parcel.',
	endpoint: 'POST /v2/parcels/reset-to-inbox/{id}',
	idempotent: false,
	howToVerify: 'Parcel → Get shows the status: InBoxReady if it was carried out.',
	fields: [inPath(parcelId)],
};
