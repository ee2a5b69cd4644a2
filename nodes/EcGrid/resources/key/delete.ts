import { requiredField } from '../../fields/field';
import { otherKeyFields } from '../../fields/keyFields';
import { key, keysOf } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/keys/delete-key. */
export const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete key',
	description:
		'Permanently delete an API key, which stops working at once and cannot be restored. If it is the key of the credential, the node itself loses access.',
	endpoint: 'DELETE /v2/keys',
	idempotent: true,
	fields: [keysOf, requiredField(key({ description: 'The key to delete' }))],
	additionalFields: [otherKeyFields],
};
