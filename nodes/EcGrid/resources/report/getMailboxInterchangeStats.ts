import type { Operation } from '../operation';

/** Page: rest-api/reports/mailbox-interchange-stats. */
export const getMailboxInterchangeStats: Operation = {
	value: 'getMailboxInterchangeStats',
	name: 'Get Mailbox Interchange Stats',
	action: 'Get mailbox interchange stats',
	description: 'Count the interchanges that your own mailbox sent and received in a month',
	endpoint: 'GET /v2/reports/mailbox-interchange-stats',
	idempotent: true,
	fields: [],
};
