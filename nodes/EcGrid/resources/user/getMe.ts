import type { Operation } from '../operation';

/** Page: rest-api/users/get-me. */
export const getMe: Operation = {
	value: 'getMe',
	name: 'Get Me',
	action: 'Get my own user',
	description: 'Look up the user that the API key of the credential belongs to',
	endpoint: 'GET /v2/users/me',
	idempotent: true,
	fields: [],
};
