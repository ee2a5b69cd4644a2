import { interchangeFilters } from '../../fields/interchangeFilters';
import { checkTimeSpan } from '../../fields/timeSpan';
import type { Operation } from '../operation';

/** Page: rest-api/interchanges/inbox-list. */
export const getInbox: Operation = {
	value: 'getInbox',
	name: 'Get Many Inbox',
	action: 'Get many inbox interchanges',
	description:
		"List inbound interchanges, whatever their status. ECGrid can't filter them by status: use a Filter node.",
	endpoint: 'POST /v2/interchanges/inbox-list',
	idempotent: true,
	fields: [],
	additionalFields: interchangeFilters,
	validate: checkTimeSpan,
	list: { recordsPerPage: 500 },
};
