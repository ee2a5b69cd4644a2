import { timeSpan } from './timeSpan';
import { ecGridIdFrom, ecGridIdTo } from './ids';
import type { Field } from './field';
import { mailbox, orYourOwn } from './locator';
import { parcelStatusFilter } from './parcelStatus';

/** The filters of the inbox and outbox lists. Pages: rest-api/parcels/inbox-list, rest-api/parcels/outbox-list. */
export const parcelFilters: Field[] = [
	mailbox(orYourOwn('Only parcels of this mailbox')),
	ecGridIdFrom('Only parcels from this sender'),
	ecGridIdTo('Only parcels to this recipient'),
	parcelStatusFilter,
	...timeSpan,
];
