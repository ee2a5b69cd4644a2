import { inPath } from '../../fields/field';
import { user } from '../../fields/locator';
import { bareValue } from '../bareValue';
import { KEEP_SECRET } from '../keepSecret';
import type { Operation } from '../operation';

/** Page: rest-api/users/get-api-key. */
export const getApiKey: Operation = {
	value: 'getApiKey',
	name: 'Get API Key',
	action: 'Get API key of user',
	description: `Read the API key of another user, which is a secret. The output shows ••• in place of the credential's own key. Needs an API key of a Network Admin or higher. ${KEEP_SECRET}`,
	endpoint: 'GET /v2/users/key/{id}',
	idempotent: true,
	leastAuthLevel: 'NetworkAdmin',
	dangerous: true,
	fields: [inPath(user({ description: 'The user whose API key to read' }))],
	output: bareValue('apiKey'),
};
