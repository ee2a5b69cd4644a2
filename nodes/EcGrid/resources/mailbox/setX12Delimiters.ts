import { requiredField } from '../../fields/field';
import { mailbox } from '../../fields/locator';
import { checkX12Delimiters, x12Delimiters } from '../../fields/x12Delimiters';
import type { Operation } from '../operation';

/** Page: x12-delimiters of rest-api/mailboxes. */
export const setX12Delimiters: Operation = {
	value: 'setX12Delimiters',
	name: 'Set X12 Delimiters',
	action: 'Set X12 delimiters of mailbox',
	description:
		'Choose the characters that separate the parts of X12 files. They replace those of the network.',
	endpoint: 'POST /v2/mailboxes/x12-delimiters',
	idempotent: true,
	fields: [requiredField(mailbox({ description: 'The mailbox whose delimiters to set' })), ...x12Delimiters],
	validate: checkX12Delimiters,
};
