import { parcelFilters } from '../../fields/parcelFilters';
import { checkTimeSpan } from '../../fields/timeSpan';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/outbox-list. */
export const getOutbox: Operation = {
	value: 'getOutbox',
	name: 'Get Many Outbox',
	action: 'Get many outbox parcels',
	description: 'List outbound parcels, with the status of each',
	endpoint: 'POST /v2/parcels/outbox-list',
	idempotent: true,
	fields: [],
	additionalFields: parcelFilters,
	validate: checkTimeSpan,
	list: { recordsPerPage: 500 },
};
