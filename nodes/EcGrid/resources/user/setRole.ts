import { authLevel } from '../../fields/authLevel';
import { requiredField } from '../../fields/field';
import { mailbox, network, user } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/users/set-role. */
export const setRole: Operation = {
	value: 'setRole',
	name: 'Set Role',
	action: 'Set role of user',
	description: 'Change what a user may do, at once: a lower level may take away access that is needed',
	endpoint: 'POST /v2/users/role',
	idempotent: true,
	dangerous: true,
	fields: [
		requiredField(user({ description: 'The user whose role to set' })),
		requiredField(authLevel({ description: 'What the user may do from now on' }, 'NoChange')),
	],
	additionalFields: [
		mailbox({ description: 'The mailbox that the role is for' }),
		network({ description: 'The network that the role is for' }),
	],
};
