import { UserError, type IDataObject, type IDisplayOptions, type INodePropertyOptions } from 'n8n-workflow';

import { choice, valuesOf } from './choice';
import { requiredField, type Field } from './field';
import { required, text } from './parsers';

const withLogin: IDisplayOptions = { show: { httpAuthType: ['Basic', 'Digest'] } };

const ways: INodePropertyOptions[] = [
	{ name: 'None', value: 'None', description: 'Anyone who knows the URL can call it' },
	{ name: 'Basic', value: 'Basic', description: 'User name and password with every request' },
	{ name: 'Digest', value: 'Digest', description: 'User name and password, never sent as such' },
];

const authentication: Field = {
	property: {
		displayName: 'Authentication',
		name: 'httpAuthType',
		type: 'options',
		options: ways,
		default: 'None',
		description: 'How ECGrid logs in to the URL when it calls it',
	},
	in: 'body',
	type: 'HTTPAuthType',
	// Empty would send no user name and password, although they may be filled in.
	parse: required(choice(valuesOf(ways))),
};

const userNameAndPassword: Field[] = [
	requiredField({
		property: {
			displayName: 'Username',
			name: 'username',
			type: 'string',
			displayOptions: withLogin,
			default: '',
			placeholder: 'e.g. webhook_user',
			description: 'The user name that ECGrid logs in with',
		},
		in: 'body',
		type: 'string',
		parse: text,
	}),
	requiredField({
		property: {
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			displayOptions: withLogin,
			default: '',
			description: 'The password that ECGrid logs in with',
		},
		in: 'body',
		type: 'string',
		parse: text,
	}),
];

/** How ECGrid logs in to the URL of a callback. Page: rest-api/callbacks/create-callback. */
export const login: Field[] = [authentication, ...userNameAndPassword];

/** Refuses a user name that ends too early for whoever reads it (RFC 7617). */
export function checkLogin({ request: { body } }: { request: { body?: IDataObject } }): void {
	if (body?.httpAuthType === 'Basic' && String(body.username).includes(':')) {
		throw new UserError(
			'Username must not hold a colon with Basic: what follows would be read as a part of the password. Enter another one, or choose Digest.',
		);
	}
}

const keep: INodePropertyOptions = {
	name: 'Keep as It Is',
	value: '',
	description: 'Authentication, user name and password stay the same',
};

/** How ECGrid logs in from now on. Page: rest-api/callbacks/update-callback. */
export const newLogin: Field[] = [
	{
		...authentication,
		property: { ...authentication.property, options: [keep, ...ways], default: keep.value },
		parse: (value, label) => {
			// “Keep as It Is” is an empty text. An expression that finds nothing gives none, and would leave the login out.
			if (value === undefined || value === null) {
				throw new UserError(
					`${label} is empty. Let the expression give Basic or Digest, or an empty text to keep the login as it is.`,
				);
			}
			return choice(valuesOf(ways))(value, label);
		},
	},
	...userNameAndPassword,
];
