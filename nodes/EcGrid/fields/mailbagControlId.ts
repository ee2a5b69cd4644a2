import type { Field } from './field';
import { required, text } from './parsers';

/** A tag of the sender's own choice. Page: rest-api/parcels/set-mailbag-control-id. */
export const mailbagControlId = (description: string): Field => ({
	property: {
		displayName: 'Mailbag Control ID',
		name: 'mailbagControlId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. BATCH-2026-0042',
		description,
	},
	in: 'body',
	type: 'string',
	parse: required(text),
});
