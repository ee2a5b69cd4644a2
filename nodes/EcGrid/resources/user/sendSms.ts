import { textField } from '../../fields/constructors';
import { requiredField } from '../../fields/field';
import { user } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/users/send-sms. */
export const sendSms: Operation = {
	value: 'sendSms',
	name: 'Send SMS',
	action: 'Send SMS to user',
	description:
		'Send a text message to the phone of a user. ECGrid needs to know the phone number and carrier of the user.',
	endpoint: 'POST /v2/users/send-sms',
	idempotent: false,
	howToVerify: 'The user knows whether the message arrived.',
	fields: [
		requiredField(user({ description: 'The user that gets the message' })),
		requiredField(
			textField({
				displayName: 'Message',
				name: 'message',
				typeOptions: { rows: 3 },
				placeholder: 'e.g. 3 parcels failed today',
				description: 'The text of the message',
			}),
		),
	],
};
