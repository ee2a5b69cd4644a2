import type { IDataObject, IDisplayOptions, INodePropertyOptions } from 'n8n-workflow';

import { invalidField } from '../transport/invalidField';
import { choice, valuesOf } from './choice';
import { enumField, secretField, textField } from './constructors';
import { requiredField, type Field } from './field';
import { required } from './parsers';

const withLogin: IDisplayOptions = { show: { httpAuthType: ['Basic', 'Digest'] } };

const ways: INodePropertyOptions[] = [
	{ name: 'None', value: 'None', description: 'Anyone who knows the URL can call it' },
	{ name: 'Basic', value: 'Basic', description: 'User name and password with every request' },
	{
		name: 'Digest',
		value: 'Digest',
		description: 'User name and password. The password itself is never sent.',
	},
];

const authentication = enumField(
	'HTTPAuthType',
	ways,
	{
		displayName: 'Authentication',
		name: 'httpAuthType',
		description: 'How ECGrid logs in to the URL when it calls it',
	},
	// An empty value would omit the user name and password, even if they are filled in.
	{ parse: required(choice(valuesOf(ways))) },
);

const userNameAndPassword: Field[] = [
	requiredField(
		textField({
			displayName: 'Username',
			name: 'username',
			displayOptions: withLogin,
			placeholder: 'e.g. webhook_user',
			description: 'The user name that ECGrid logs in with',
		}),
	),
	requiredField(
		secretField({
			displayName: 'Password',
			name: 'password',
			displayOptions: withLogin,
			description: 'The password that ECGrid logs in with',
		}),
	),
];

/** How ECGrid logs in to the URL of a callback. Page: rest-api/callbacks/create-callback. */
export const login: Field[] = [authentication, ...userNameAndPassword];

/** Refuses a user name with a colon, where the receiver would end it (RFC 7617). */
export function checkLogin({ request: { body } }: { request: { body?: IDataObject } }): void {
	if (body?.httpAuthType === 'Basic' && String(body.username).includes(':')) {
		throw invalidField(
			'Username',
			'must not contain a colon with Basic: the receiver would read the rest as part of the password. Enter another name, or choose Digest.',
		);
	}
}

const keep: INodePropertyOptions = {
	name: 'Keep as It Is',
	value: '',
	description: 'Authentication, user name and password stay the same',
};

/** The new way in which ECGrid logs in. Page: rest-api/callbacks/update-callback. */
export const newLogin: Field[] = [
	{
		...authentication,
		property: { ...authentication.property, options: [keep, ...ways], default: keep.value },
		parse: (value, label) => {
			// “Keep as It Is” is an empty text. An expression that finds nothing returns none, and would omit the login.
			if (value === undefined || value === null) {
				throw invalidField(
					label,
					`is empty. Let the expression return Basic or Digest, or an empty text to keep the login as it is.`,
				);
			}
			return choice(valuesOf(ways))(value, label);
		},
	},
	...userNameAndPassword,
];
