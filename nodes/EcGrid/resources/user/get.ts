import { inPath } from '../../fields/field';
import { user } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/users/get-user. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get user',
	description: 'Look up the login, name, e-mail address, auth level and status of one user',
	endpoint: 'GET /v2/users/{id}',
	idempotent: true,
	fields: [inPath(user({ description: 'The user to look up' }))],
};
