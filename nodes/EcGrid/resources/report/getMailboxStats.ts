import type { Operation } from '../operation';

/** Page: rest-api/reports/mailbox-stats. */
export const getMailboxStats: Operation = {
	value: 'getMailboxStats',
	name: 'Get Mailbox Stats',
	action: 'Get mailbox stats',
	description: 'Count the parcels, interchanges, bytes and active partners of your own mailbox',
	endpoint: 'GET /v2/reports/mailbox-stats',
	idempotent: true,
	fields: [],
};
