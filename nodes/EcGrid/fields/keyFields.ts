import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField, unlistedFields, type Shown } from './constructors';

/** Page: appendix/enums. */
const visibilities: INodePropertyOptions[] = [
	{ name: 'Private', value: 'Private', description: 'For the user alone' },
	{ name: 'Shared', value: 'Shared', description: 'Shared within a mailbox or network' },
	{ name: 'Public', value: 'Public', description: 'For everyone' },
	{ name: 'Session', value: 'Session', description: 'For one session, with which it ends' },
];

/** Who may see a key. Pages: rest-api/keys/create-key, rest-api/keys/list-keys. */
export const visibility = (shown: Pick<Shown, 'description'>) =>
	enumField('KeyVisibility', visibilities, { displayName: 'Visibility', name: 'visibility', ...shown });

/** Fields of a key that other pages of ECGrid name: row A15 of the sheet. */
export const otherKeyFields = unlistedFields({
	displayName: 'Other Fields',
	name: 'otherFields',
	placeholder: 'e.g. {"systemObject": "Mailbox", "objectId": 30001}',
	description:
		"More fields for ECGrid, as a JSON object. Only if ECGrid refuses the request without them: its pages don't agree on what a key has.",
});
