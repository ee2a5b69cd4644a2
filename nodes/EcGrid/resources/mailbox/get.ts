import { inPath } from '../../fields/field';
import { mailbox } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/mailboxes/get-mailbox. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get mailbox',
	description: 'Retrieve the name, status and network of one mailbox',
	endpoint: 'GET /v2/mailboxes/{id}',
	idempotent: true,
	fields: [inPath(mailbox({ description: 'The mailbox to retrieve' }))],
};
