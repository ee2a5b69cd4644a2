import { requiredField } from '../../fields/field';
import { otherKeyFields } from '../../fields/keyFields';
import { user } from '../../fields/locator';
import { objectsGotten } from '../defaultOutput';
import { KEEP_SECRET } from '../keepSecret';
import type { Operation } from '../operation';

/** Page: rest-api/keys/get-key. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get key',
	description: `Read the API key of a user, which is a secret, with its ID and visibility. The output shows ••• in place of the credential's own key. ${KEEP_SECRET}`,
	endpoint: 'POST /v2/keys/get-key',
	idempotent: true,
	dangerous: true,
	fields: [requiredField(user({ description: 'The user whose key to read' }))],
	additionalFields: [otherKeyFields],
	output: objectsGotten,
};
