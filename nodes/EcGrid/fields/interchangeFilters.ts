import type { Field } from './field';
import { ecGridId, mailbox } from './locator';
import { timeSpan } from './timeSpan';

/** The filters of the inbox and outbox lists. Pages: rest-api/interchanges/inbox-list, rest-api/interchanges/outbox-list. */
export const interchangeFilters: Field[] = [
	mailbox({ description: 'Only interchanges of this mailbox' }),
	ecGridId({
		displayName: 'Sender ECGrid ID',
		name: 'ecGridIdFrom',
		description: 'Only interchanges from this sender. If the list does not show it, enter its ID.',
	}),
	ecGridId({
		displayName: 'Recipient ECGrid ID',
		name: 'ecGridIdTo',
		description: 'Only interchanges to this recipient. If the list does not show it, enter its ID.',
	}),
	...timeSpan,
];
