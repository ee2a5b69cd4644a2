import { requiredField } from '../../fields/field';
import { user } from '../../fields/locator';
import { userEmail, userName } from '../../fields/user';
import { checkSomethingToUpdate } from '../somethingToUpdate';
import type { Operation } from '../operation';

/** Page: rest-api/users/update-user. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update user',
	description: 'Change the name or e-mail address of a user. Fields that you leave out stay as they are.',
	endpoint: 'PUT /v2/users',
	idempotent: true,
	fields: [requiredField(user({ description: 'The user to change' }))],
	additionalFields: [userEmail, ...userName],
	validate: checkSomethingToUpdate,
};
