import { textField } from './constructors';
import { requiredField } from './field';

/** Text that is attached to a parcel. Page: rest-api/parcels/acknowledgment-note. */
export const note = requiredField(
	textField({
		displayName: 'Note',
		name: 'note',
		typeOptions: { rows: 3 },
		placeholder: 'e.g. Processed as sales order 4711',
		description: 'Free text that ECGrid attaches to the parcel',
	}),
);

/** A tag that the sender chooses. Page: rest-api/parcels/set-mailbag-control-id. */
export const mailbagControlId = (description: string) =>
	requiredField(
		textField({
			displayName: 'Mailbag Control ID',
			name: 'mailbagControlId',
			placeholder: 'e.g. BATCH-2026-0042',
			description,
		}),
	);

/** The kind of document in a test file. Page: rest-api/parcels/send-test-file. */
export const documentType = textField({
	displayName: 'Document Type',
	name: 'documentType',
	placeholder: 'e.g. 850',
	description:
		"The kind of document to generate, such as 850 for an X12 purchase order. Leave empty for ECGrid's own choice.",
});
