import { textField, type Shown } from './constructors';
import { requiredField } from './field';

/** Text that is attached to a parcel or partner. Pages: rest-api/parcels/acknowledgment-note, rest-api/partners/add-note. */
export const note = (shown: Pick<Shown, 'description' | 'placeholder'>) =>
	requiredField(textField({ displayName: 'Note', name: 'note', typeOptions: { rows: 3 }, ...shown }));

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
