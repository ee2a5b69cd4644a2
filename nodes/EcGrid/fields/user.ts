import { textField } from './constructors';
import { emailAddress } from './emailAddress';
import type { Field } from './field';

/** The name that a user logs in with. Pages: rest-api/users/create-user, rest-api/users/get-by-name. */
export const userLogin = (description: string) =>
	textField({ displayName: 'Login', name: 'login', placeholder: 'e.g. jsmith', description });

/** A user's e-mail address. Page: rest-api/users/create-user. */
export const userEmail = textField(
	{
		displayName: 'Email',
		name: 'email',
		placeholder: 'e.g. jsmith@example.com',
		description: 'The e-mail address of the user',
	},
	emailAddress,
);

/** A user's name. Page: rest-api/users/create-user. */
export const userName: Field[] = [
	textField({
		displayName: 'First Name',
		name: 'firstName',
		placeholder: 'e.g. Jane',
		description: 'The first name of the user',
	}),
	textField({
		displayName: 'Last Name',
		name: 'lastName',
		placeholder: 'e.g. Smith',
		description: 'The last name of the user',
	}),
];
