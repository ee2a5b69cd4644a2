import { textField, type Shown } from './constructors';

/** The name of the company that a network or mailbox belongs to. Pages: rest-api/networks/update-network, rest-api/mailboxes/create-mailbox. */
export const companyName = (shown: Pick<Shown, 'description'>) =>
	textField({
		displayName: 'Company Name',
		name: 'companyName',
		placeholder: 'e.g. Harborline Logistics',
		...shown,
	});
