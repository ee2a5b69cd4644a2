import { callbackId } from '../../fields/ids';
import type { Operation } from '../operation';

/** Page: rest-api/callbacks/delete-callback. */
export const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete callback',
	description: 'Permanently delete a callback, which cannot be undone. ECGrid no longer calls its URL.',
	endpoint: 'DELETE /v2/callbacks',
	idempotent: true,
	fields: [callbackId],
};
