import type { Field } from './field';
import { required, text } from './parsers';

/** Text that is attached to a parcel. Page: rest-api/parcels/acknowledgment-note. */
export const note: Field = {
	property: {
		displayName: 'Note',
		name: 'note',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. Processed as sales order 4711',
		description: 'Free text that ECGrid attaches to the parcel',
	},
	in: 'body',
	type: 'string',
	parse: required(text),
};
