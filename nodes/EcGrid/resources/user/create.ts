import { authLevel } from '../../fields/authLevel';
import { requiredField } from '../../fields/field';
import { mailbox, network, orYourOwn } from '../../fields/locator';
import { passwordField } from '../../fields/password';
import { userEmail, userLogin, userName } from '../../fields/user';
import type { Operation } from '../operation';

/** Page: rest-api/users/create-user. The level is always sent: row A10 of the sheet. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create user',
	description: 'Give a person or a program access to ECGrid, with a login and a password of its own',
	endpoint: 'POST /v2/users',
	idempotent: false,
	howToVerify: 'User → Find by Login lists the users with that login.',
	returnsData: 'something',
	dangerous: true,
	fields: [
		requiredField(
			userLogin('The name that the user logs in with. No other user of the network may have it.'),
		),
		passwordField({
			displayName: 'Password',
			name: 'password',
			description:
				'The password that the user logs in with. It needs a small letter, a capital letter, a digit and another character.',
		}),
		requiredField(userEmail),
		requiredField(authLevel({ description: 'What the user may do' })),
	],
	additionalFields: [
		...userName,
		mailbox(orYourOwn('The mailbox that the user works in')),
		network(orYourOwn('The network that the user belongs to')),
	],
};
