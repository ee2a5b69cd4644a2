import { requiredField } from '../../fields/field';
import { otherKeyFields, visibility } from '../../fields/keyFields';
import { user } from '../../fields/locator';
import { KEEP_SECRET } from '../keepSecret';
import type { Operation } from '../operation';

/** Page: rest-api/keys/list-keys. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many keys',
	description: `List the API keys of a user, with the keys themselves, which are secret. The output shows ••• in place of the credential's own key. ${KEEP_SECRET}`,
	endpoint: 'POST /v2/keys/list',
	idempotent: true,
	dangerous: true,
	fields: [requiredField(user({ description: 'The user whose keys to list' }))],
	additionalFields: [otherKeyFields, visibility({ description: 'Only keys with this visibility' })],
	list: {},
};
