import { requiredField } from '../../fields/field';
import { mailbox } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/portals/create-portal. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create portal',
	description: 'Set up a portal for a mailbox, and get its address',
	endpoint: 'POST /v2/portals/create',
	idempotent: false,
	howToVerify: 'Portal → Get shows the portal of the mailbox.',
	returnsData: 'something',
	fields: [requiredField(mailbox({ description: 'The mailbox that gets a portal' }))],
};
