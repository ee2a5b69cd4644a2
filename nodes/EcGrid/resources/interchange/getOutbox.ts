import { interchangeFilters } from '../../fields/interchangeFilters';
import { checkTimeSpan } from '../../fields/timeSpan';
import type { Operation } from '../operation';

/** Page: rest-api/interchanges/outbox-list. */
export const getOutbox: Operation = {
	value: 'getOutbox',
	name: 'Get Many Outbox',
	action: 'Get many outbox interchanges',
	description:
		"List outbound interchanges, whatever their status. ECGrid can't filter them by status: use a Filter node.",
	endpoint: 'POST /v2/interchanges/outbox-list',
	idempotent: true,
	fields: [],
	additionalFields: interchangeFilters,
	validate: checkTimeSpan,
	list: { recordsPerPage: 500 },
};
