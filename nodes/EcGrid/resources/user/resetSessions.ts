import { inPath } from '../../fields/field';
import { user } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/users/reset-sessions. */
export const resetSessions: Operation = {
	value: 'resetSessions',
	name: 'Reset Sessions',
	action: 'Reset sessions of user',
	description: 'End all sessions of a user, who must log in again. API keys keep working.',
	endpoint: 'POST /v2/users/reset/{id}',
	idempotent: true,
	dangerous: true,
	fields: [inPath(user({ description: 'The user whose sessions to end' }))],
};
