import type { Field } from './field';
import { text } from './parsers';

/** The kind of document that a test file holds. Page: rest-api/parcels/send-test-file. */
export const documentType: Field = {
	property: {
		displayName: 'Document Type',
		name: 'documentType',
		type: 'string',
		default: '',
		placeholder: 'e.g. 850',
		description:
			'The kind of document to make up, such as 850 for an X12 purchase order. Leave empty for what ECGrid takes by itself.',
	},
	in: 'body',
	type: 'string',
	parse: text,
};
