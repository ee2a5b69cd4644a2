import { companyName } from '../../fields/companyName';
import { unlistedFields } from '../../fields/constructors';
import { requiredField } from '../../fields/field';
import { mailbox } from '../../fields/locator';
import { checkSomethingToUpdate } from '../somethingToUpdate';
import type { Operation } from '../operation';

/** Page: rest-api/mailboxes/update-mailbox. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update mailbox',
	description: 'Change the company name, address or phone of a mailbox',
	endpoint: 'POST /v2/mailboxes/update',
	idempotent: true,
	fields: [requiredField(mailbox({ description: 'The mailbox to change' }))],
	additionalFields: [
		companyName({ description: 'The new name of the company that uses the mailbox' }),
		unlistedFields({
			displayName: 'Other Fields',
			name: 'otherFields',
			placeholder: 'e.g. {"city": "Albany", "state": "NY"}',
			description:
				'More fields to change, as a JSON object. ECGrid says that they are those of a network: address1, address2, city, state, zip, phone, website.',
		}),
	],
	validate: checkSomethingToUpdate,
};
