import { inPath } from '../../fields/field';
import { mailbox } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/portals/get-portal-by-mailbox. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get portal',
	description: 'Look up the address and status of the portal of a mailbox',
	endpoint: 'GET /v2/portals/by-mailbox/{mailboxId}',
	idempotent: true,
	fields: [inPath(mailbox({ description: 'The mailbox whose portal to look up' }), 'mailboxId')],
};
