import { note } from '../../fields/texts';
import { parcelId } from '../../fields/ids';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/acknowledgment-note. */
export const addAcknowledgmentNote: Operation = {
	value: 'addAcknowledgmentNote',
	name: 'Add Acknowledgment Note',
	action: 'Add acknowledgment note to parcel',
	description: 'Attach a note to a parcel, which cannot be removed',
	endpoint: 'POST /v2/parcels/acknowledgment-note',
	idempotent: false,
	howToVerify: 'No operation shows the notes of a parcel. A second request only adds a duplicate note.',
	fields: [
		parcelId,
		note({
			placeholder: 'e.g. Processed as sales order 4711',
			description: 'Free text that ECGrid attaches to the parcel',
		}),
	],
};
