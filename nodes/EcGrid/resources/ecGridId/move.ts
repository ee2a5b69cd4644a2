import { requiredField } from '../../fields/field';
import { ecGridId, mailbox } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/ids/move-tp. */
export const move: Operation = {
	value: 'move',
	name: 'Move',
	action: 'Move ECGrid ID',
	description: 'Assign an ECGrid ID to another mailbox of the same network',
	endpoint: 'POST /v2/ids/tp-move',
	idempotent: true,
	fields: [
		requiredField(ecGridId({ description: 'The ECGrid ID to move' })),
		requiredField(
			mailbox({
				displayName: 'New Mailbox',
				name: 'newMailboxId',
				description: 'The mailbox to move it to, in the same network',
			}),
		),
	],
};
