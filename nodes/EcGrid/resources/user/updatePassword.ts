import { requiredField } from '../../fields/field';
import { user } from '../../fields/locator';
import { passwordField } from '../../fields/password';
import type { Operation } from '../operation';

/** Page: rest-api/users/update-password. */
export const updatePassword: Operation = {
	value: 'updatePassword',
	name: 'Update Password',
	action: 'Update password of user',
	description:
		'Replace the password of a user, which cannot be undone. The previous one no longer works. Needs an API key of a Network Admin or higher.',
	endpoint: 'POST /v2/users/password',
	idempotent: true,
	leastAuthLevel: 'NetworkAdmin',
	dangerous: true,
	fields: [
		requiredField(user({ description: 'The user whose password to replace' })),
		passwordField({
			displayName: 'New Password',
			name: 'newPassword',
			description:
				'The password that the user logs in with from now on. It needs a small letter, a capital letter, a digit and another character.',
		}),
	],
};
