import { mailbox } from '../../fields/locator';
import { statusFilter } from '../../fields/status';
import type { Operation } from '../operation';

/** Page: rest-api/callbacks/queue-list. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many callback queue entries',
	description: 'List the callbacks with their URLs and the state of their deliveries',
	endpoint: 'POST /v2/callbacks/queue-list',
	idempotent: true,
	fields: [],
	additionalFields: [mailbox({ description: 'Only callbacks of this mailbox' }), statusFilter],
	list: { recordsPerPage: 500 },
};
