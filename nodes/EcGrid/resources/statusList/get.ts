import type { Operation } from '../operation';

/** Page: rest-api/status-lists/get-status-lists. It lacks some statuses: row I9 of the sheet. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get status lists',
	description: 'Look up what the statuses of parcels and interchanges mean. ECGrid may use others, too.',
	endpoint: 'GET /v2/status-lists',
	idempotent: true,
	fields: [],
};
