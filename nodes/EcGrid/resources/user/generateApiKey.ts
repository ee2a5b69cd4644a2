import { inPath } from '../../fields/field';
import { user } from '../../fields/locator';
import { bareValue } from '../bareValue';
import { KEEP_SECRET } from '../keepSecret';
import type { Operation } from '../operation';

/** Page: rest-api/users/generate-api-key. */
export const generateApiKey: Operation = {
	value: 'generateApiKey',
	name: 'Generate API Key',
	action: 'Generate API key for user',
	description: `Replace the API key of a user, a secret: the old one stops working at once, for good. If the user is that of the credential, the node itself loses access until you enter the new key. ${KEEP_SECRET}`,
	endpoint: 'POST /v2/users/key-generate/{id}',
	idempotent: false,
	howToVerify: 'User → Get API Key shows the key that is valid.',
	returnsData: 'something',
	dangerous: true,
	fields: [inPath(user({ description: 'The user whose API key to replace' }))],
	output: bareValue('apiKey'),
};
