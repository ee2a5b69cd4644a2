import { textField } from '../../fields/constructors';

/** What an ECGrid ID is called. */
export const description = (written: string) =>
	textField({
		displayName: 'Description',
		name: 'description',
		placeholder: 'e.g. Harborline, orders',
		description: written,
	});
