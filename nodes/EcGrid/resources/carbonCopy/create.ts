import { direction } from '../../fields/direction';
import { requiredField } from '../../fields/field';
import { mailbox } from '../../fields/locator';
import { invalidField } from '../../transport/invalidField';
import type { ItemRequest, Operation } from '../operation';

function validate({ request: { body = {} } }: ItemRequest): void {
	if (body.fromMailboxId !== body.toMailboxId) return;
	throw invalidField('To Mailbox', 'is the same as “From Mailbox”. Choose another mailbox for the copies.');
}

/** Page: rest-api/carbon-copies/create-carbon-copy. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create carbon copy',
	description: 'Have ECGrid copy the files of one mailbox into another one from now on',
	endpoint: 'POST /v2/carboncopies/create',
	idempotent: false,
	howToVerify: 'Carbon Copy → Get Many lists the carbon copies with their mailboxes.',
	returnsData: 'something',
	fields: [
		requiredField(
			mailbox({
				displayName: 'From Mailbox',
				name: 'fromMailboxId',
				description: 'The mailbox whose files are copied',
			}),
		),
		requiredField(
			mailbox({
				displayName: 'To Mailbox',
				name: 'toMailboxId',
				description: 'The mailbox that gets the copies',
			}),
		),
		requiredField(direction({ description: 'Which files are copied, seen from the mailbox they are in' })),
	],
	validate,
};
