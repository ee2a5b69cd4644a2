import { commType } from '../../fields/commType';
import { booleanField } from '../../fields/constructors';
import { useType } from '../../fields/useType';
import type { Operation } from '../operation';

/** Page: rest-api/comms/list-comms. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many comms',
	description: 'List the comms with their types, identifiers, mailboxes and statuses',
	endpoint: 'POST /v2/comms/list',
	idempotent: true,
	fields: [],
	additionalFields: [
		commType({ description: 'Only comms of this type' }),
		useType({ description: 'Only comms for this use' }),
		booleanField({
			displayName: 'Private Key Required',
			name: 'privateKeyRequired',
			description: 'Whether the comms need a private key',
		}),
		booleanField({
			displayName: 'Show Inactive',
			name: 'showInactive',
			description: 'Whether to return inactive comms, too',
		}),
		booleanField({
			displayName: 'With Certificates',
			name: 'withCerts',
			description: 'Whether the comms have certificates',
		}),
	],
	list: {},
};
