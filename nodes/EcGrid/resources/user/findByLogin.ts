import { requiredField } from '../../fields/field';
import { userLogin } from '../../fields/user';
import type { Operation } from '../operation';

/** Page: rest-api/users/get-by-name. */
export const findByLogin: Operation = {
	value: 'findByLogin',
	name: 'Find by Login',
	action: 'Find users by login',
	description: 'List the users with a login. Several networks may each have one.',
	endpoint: 'POST /v2/users/by-name',
	idempotent: true,
	fields: [requiredField(userLogin('The name that the user logs in with'))],
	list: {},
};
