import { callbackEventId } from '../../fields/ids';
import { objectsGotten } from '../defaultOutput';
import type { Operation } from '../operation';

/** Page: rest-api/callbacks/get-event-by-id. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get callback event',
	description: 'Get one event with its payload and the number of delivery attempts',
	endpoint: 'POST /v2/callbacks/get-event-by-id',
	idempotent: true,
	fields: [callbackEventId],
	outputFields: [
		'callbackEventId',
		'callbackId',
		'event',
		'objectId',
		'payload',
		'status',
		'attempts',
		'lastAttempt',
		'delivered',
		'httpStatus',
		'mailboxId',
		'created',
	],
	output: objectsGotten,
};
