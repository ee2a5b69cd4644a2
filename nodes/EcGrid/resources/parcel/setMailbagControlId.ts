import { mailbagControlId } from '../../fields/texts';
import { parcelId } from '../../fields/ids';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/set-mailbag-control-id. */
export const setMailbagControlId: Operation = {
	value: 'setMailbagControlId',
	name: 'Set Mailbag Control ID',
	action: 'Set mailbag control ID of parcel',
	description:
		'Tag a parcel with an ID of your own, which replaces the previous one. You can find the parcel by it.',
	endpoint: 'POST /v2/parcels/set-mailbagcontrolid',
	idempotent: true,
	fields: [parcelId, mailbagControlId('The tag, such as the number of the batch in your own system')],
	output: (_, { request, ids }) => ({
		success: true,
		...ids,
		mailbagControlId: request.body?.mailbagControlId,
	}),
};
