import { config } from '../../fields/config';
import { requiredField } from '../../fields/field';
import { user } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: update-config of rest-api/users. */
export const updateConfig: Operation = {
	value: 'updateConfig',
	name: 'Update Config',
	action: 'Update config of user',
	description:
		'Change the notification and phone settings of a user. Settings that you leave out stay as they are.',
	endpoint: 'POST /v2/users/update-config',
	idempotent: true,
	fields: [requiredField(user({ description: 'The user to change' })), config()],
};
