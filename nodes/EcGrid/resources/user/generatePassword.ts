import { countField } from '../../fields/constructors';
import { bareValue } from '../bareValue';
import { KEEP_SECRET } from '../keepSecret';
import type { Operation } from '../operation';

/** Page: rest-api/users/generate-password. */
export const generatePassword: Operation = {
	value: 'generatePassword',
	name: 'Generate Password',
	action: 'Generate password',
	description: `Have ECGrid make up a password, a secret. It becomes nobody's password: use Create or Update Password for that. ${KEEP_SECRET}`,
	endpoint: 'POST /v2/users/generate-password',
	idempotent: false,
	howToVerify: 'A generated password is stored nowhere, so you can generate another one.',
	returnsData: 'something',
	dangerous: true,
	fields: [],
	additionalFields: [
		countField(
			{ displayName: 'Length', name: 'length', description: 'How many characters the password has' },
			// A password has characters of four kinds.
			{ minValue: 4, value: 12 },
		),
	],
	output: bareValue('password'),
};
