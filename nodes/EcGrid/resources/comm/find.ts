import { commIdentifier } from '../../fields/commFields';
import { commType } from '../../fields/commType';
import { requiredField } from '../../fields/field';
import type { Operation } from '../operation';

/** Page: rest-api/comms/find-comm. */
export const find: Operation = {
	value: 'find',
	name: 'Find',
	action: 'Find comms by identifier',
	description: 'List the comms with a certain identifier, such as the AS2 ID of a partner',
	endpoint: 'POST /v2/comms/find',
	idempotent: true,
	fields: [requiredField(commIdentifier({ description: 'The identifier to find, such as an AS2 ID' }))],
	additionalFields: [commType({ description: 'Only comms of this type' })],
	list: {},
};
