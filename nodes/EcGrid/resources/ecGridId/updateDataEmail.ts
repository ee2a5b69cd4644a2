import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField, textField } from '../../fields/constructors';
import { emailAddress } from '../../fields/emailAddress';
import { requiredField } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: appendix/enums. */
const systems: INodePropertyOptions[] = [
	{ name: 'SMTP', value: 'smtp', description: 'E-mail of the internet' },
	{ name: 'X.400', value: 'x400', description: 'E-mail of X.400 networks' },
];

/** Page: appendix/enums. */
const payloads: INodePropertyOptions[] = [
	{ name: 'Attachment', value: 'Attachment', description: 'The file is attached to the e-mail' },
	{ name: 'Body', value: 'Body', description: 'The file is the text of the e-mail' },
];

/** Page: rest-api/ids/update-data-email. */
export const updateDataEmail: Operation = {
	value: 'updateDataEmail',
	name: 'Update Data Email',
	action: 'Update data email of ECGrid ID',
	description: 'Change the e-mail address for the files of an ECGrid ID',
	endpoint: 'POST /v2/ids/tp-update-data-email',
	idempotent: true,
	fields: [
		requiredField(ecGridId({ description: 'The ECGrid ID to change' })),
		requiredField(
			textField(
				{
					displayName: 'Email',
					name: 'email',
					placeholder: 'e.g. edi@example.com',
					description: 'The new address, in place of the previous one',
				},
				emailAddress,
			),
		),
	],
	additionalFields: [
		enumField('EMailPayload', payloads, {
			displayName: 'Email Payload',
			name: 'emailPayload',
			description: 'Where in the e-mail the file is',
		}),
		enumField('EMailSystem', systems, {
			displayName: 'Email System',
			name: 'emailSystem',
			description: 'The kind of network that the e-mail is sent on',
		}),
	],
};
