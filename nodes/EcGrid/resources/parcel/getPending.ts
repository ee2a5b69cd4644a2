import { mailbox, orYourOwn } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/pending-inbox-list. */
export const getPending: Operation = {
	value: 'getPending',
	name: 'Get Many Pending',
	action: 'Get many pending parcels',
	description: 'List the parcels that wait in an inbox: arrived, but the download not confirmed yet',
	endpoint: 'POST /v2/parcels/pending-inbox-list',
	idempotent: true,
	fields: [],
	additionalFields: [mailbox(orYourOwn('Only parcels of this mailbox'))],
	list: {},
};
