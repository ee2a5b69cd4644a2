import { parcelFilters } from '../../fields/parcelFilters';
import { checkTimeSpan } from '../../fields/timeSpan';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/inbox-list. */
export const getInbox: Operation = {
	value: 'getInbox',
	name: 'Get Many Inbox',
	action: 'Get many inbox parcels',
	description:
		'List inbound parcels, whatever their status. For those that are not downloaded and confirmed yet, use Get Many Pending.',
	endpoint: 'POST /v2/parcels/inbox-list',
	idempotent: true,
	fields: [],
	additionalFields: parcelFilters,
	validate: checkTimeSpan,
	list: { recordsPerPage: 500 },
};
