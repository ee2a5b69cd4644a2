import { callbackId } from '../../fields/ids';
import type { Operation } from '../operation';

/** Page: rest-api/callbacks/get-queue-by-id. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get callback queue entry',
	description: 'Get the state of the deliveries of one callback',
	endpoint: 'GET /v2/callbacks/get-queue-by-id',
	idempotent: true,
	fields: [{ ...callbackId, in: 'query' }],
};
