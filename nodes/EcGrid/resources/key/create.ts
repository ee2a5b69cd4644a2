import { requiredField } from '../../fields/field';
import { otherKeyFields, visibility } from '../../fields/keyFields';
import { user } from '../../fields/locator';
import { KEEP_SECRET } from '../keepSecret';
import type { Operation } from '../operation';

/** Page: rest-api/keys/create-key. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create key',
	description: `Give a user another API key, which is a secret. ECGrid may show it only this once. ${KEEP_SECRET}`,
	endpoint: 'POST /v2/keys/create',
	idempotent: false,
	howToVerify: 'API Key → Get Many lists the keys of the user, with the time of creation.',
	returnsData: 'something',
	dangerous: true,
	fields: [
		requiredField(user({ description: 'The user that the key is for' })),
		requiredField(visibility({ description: 'Who may see and use the key' })),
	],
	additionalFields: [otherKeyFields],
};
