import { companyName } from '../../fields/companyName';
import { textField } from '../../fields/constructors';
import { requiredField } from '../../fields/field';
import { network } from '../../fields/locator';
import { text, type Parser } from '../../fields/parsers';
import { quoted } from '../../fields/values';
import { invalidField } from '../../transport/invalidField';
import type { Operation } from '../operation';

/** At most 12 letters and digits, and hyphens: row N7 of the sheet. */
const uniqueIdText: Parser<string> = (value, label) => {
	const entered = text(value, label)?.trim();
	if (entered === undefined || /^[a-z\d-]{1,12}$/i.test(entered)) return entered;
	throw invalidField(label, `must be 1 to 12 letters, digits or hyphens, not ${quoted(value)}.`);
};

/** Page: rest-api/mailboxes/create-mailbox. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create mailbox',
	description: 'Add a mailbox to a network',
	endpoint: 'POST /v2/mailboxes/create',
	idempotent: false,
	howToVerify: 'Mailbox → Get Many lists the mailboxes with their unique IDs.',
	returnsData: 'something',
	fields: [
		requiredField(network({ description: 'The network that the mailbox belongs to' })),
		requiredField(
			textField(
				{
					displayName: 'Unique ID',
					name: 'uniqueId',
					placeholder: 'e.g. HARBOR-EAST',
					description: 'A short name of your own choice: at most 12 letters, digits or hyphens',
				},
				uniqueIdText,
			),
		),
		requiredField(companyName({ description: 'The name of the company that uses the mailbox' })),
	],
};
