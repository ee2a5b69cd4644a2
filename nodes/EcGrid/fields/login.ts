import type { IDisplayOptions } from 'n8n-workflow';

import type { Field } from './field';
import { required, text } from './readers';

const withLogin: IDisplayOptions = { show: { httpAuthType: ['Basic', 'Digest'] } };

/** How ECGrid logs in to the URL of a callback. Page: rest-api/callbacks/create-callback. */
export const login: Field[] = [
	{
		property: {
			displayName: 'Authentication',
			name: 'httpAuthType',
			type: 'options',
			options: [
				{ name: 'None', value: 'None', description: 'Anyone who knows the URL can call it' },
				{ name: 'Basic', value: 'Basic', description: 'User name and password with every request' },
				{ name: 'Digest', value: 'Digest', description: 'User name and password, never sent as such' },
			],
			default: 'None',
			description: 'How ECGrid logs in to the URL when it calls it',
		},
		in: 'body',
		type: 'HTTPAuthType',
		read: text,
	},
	{
		property: {
			displayName: 'Username',
			name: 'username',
			type: 'string',
			required: true,
			displayOptions: withLogin,
			default: '',
			placeholder: 'e.g. webhook_user',
			description: 'The user name that ECGrid logs in with',
		},
		in: 'body',
		type: 'string',
		read: required(text),
	},
	{
		property: {
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			displayOptions: withLogin,
			default: '',
			description: 'The password that ECGrid logs in with',
		},
		in: 'body',
		type: 'string',
		read: required(text),
	},
];
