import { inPath } from '../../fields/field';
import { user } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/users/terminate-user. */
export const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete user',
	description: 'Permanently terminate a user with all sessions and API keys, which cannot be undone',
	endpoint: 'DELETE /v2/users/{id}',
	idempotent: true,
	fields: [inPath(user({ description: 'The user to terminate' }))],
};
