import { config } from '../../fields/config';
import { requiredField } from '../../fields/field';
import { mailbox } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: update-config of rest-api/mailboxes, and row N7 of the sheet. */
export const updateConfig: Operation = {
	value: 'updateConfig',
	name: 'Update Config',
	action: 'Update config of mailbox',
	description: 'Change settings of a mailbox, such as how long files stay in its inbox',
	endpoint: 'POST /v2/mailboxes/update-config',
	idempotent: true,
	fields: [
		requiredField(mailbox({ description: 'The mailbox to change' })),
		config({
			placeholder: 'e.g. {"inBoxTimeout": 60}',
			description:
				"The settings to change, as a JSON object with ECGrid's own names. A guide of ECGrid mentions inBoxTimeout and deleteOnDownload. Ask its support for others.",
		}),
	],
};
