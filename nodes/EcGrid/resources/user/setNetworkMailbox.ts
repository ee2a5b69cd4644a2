import { requiredField } from '../../fields/field';
import { mailbox, network, user } from '../../fields/locator';
import { invalidField } from '../../transport/invalidField';
import type { ItemRequest, Operation } from '../operation';

function validate({ request: { body = {} } }: ItemRequest): void {
	if (body.networkId !== undefined || body.mailboxId !== undefined) return;
	throw invalidField('Additional Fields', 'is empty. Add a network, a mailbox or both.');
}

/** Page: rest-api/users/set-network-mailbox. */
export const setNetworkMailbox: Operation = {
	value: 'setNetworkMailbox',
	name: 'Set Network and Mailbox',
	action: 'Set network and mailbox of user',
	description: 'Move a user to another network or mailbox: the user may lose access to the previous one',
	endpoint: 'POST /v2/users/set-network-mailbox',
	idempotent: true,
	dangerous: true,
	fields: [requiredField(user({ description: 'The user to move' }))],
	additionalFields: [
		mailbox({ description: 'The mailbox that the user works in from now on' }),
		network({ description: 'The network that the user belongs to from now on' }),
	],
	validate,
};
