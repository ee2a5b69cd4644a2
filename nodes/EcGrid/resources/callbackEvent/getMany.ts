import { checkTimeSpan, timeSpan } from '../../fields/timeSpan';
import { eventFilter } from '../../fields/event';
import { mailbox } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/callbacks/event-list. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many callback events',
	description: "List events, with each one's delivery time and the receiver's response",
	endpoint: 'POST /v2/callbacks/event-list',
	idempotent: true,
	fields: [],
	additionalFields: [eventFilter, ...timeSpan, mailbox({ description: 'Only events of this mailbox' })],
	validate: checkTimeSpan,
	list: { recordsPerPage: 500 },
};
