import { inPath } from '../../fields/field';
import { mailbox } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/mailboxes/delete-mailbox. */
export const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete mailbox',
	description:
		'Permanently delete a mailbox, which cannot be undone. First delete its partners and callbacks, and fetch or cancel its pending parcels.',
	endpoint: 'DELETE /v2/mailboxes/{id}',
	idempotent: true,
	fields: [inPath(mailbox({ description: 'The mailbox to delete' }))],
};
