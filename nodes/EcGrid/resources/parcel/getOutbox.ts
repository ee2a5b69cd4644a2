import { parcelFilters } from '../../fields/parcelFilters';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/outbox-list. */
export const getOutbox: Operation = {
	value: 'getOutbox',
	name: 'Get Many Outbox',
	action: 'Get many outbox parcels',
	description: 'List the parcels that were sent, with how far each is',
	endpoint: 'POST /v2/parcels/outbox-list',
	idempotent: true,
	fields: [],
	additionalFields: parcelFilters,
	list: { recordsPerPage: 500 },
};
