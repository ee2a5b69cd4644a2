import { callbackId } from '../../fields/ids';
import { newCallbackUrl } from '../../fields/callbackUrl';
import { newEvent } from '../../fields/event';
import { checkLogin, newLogin } from '../../fields/login';
import { newStatus } from '../../fields/status';
import type { Operation } from '../operation';

/** Page: rest-api/callbacks/update-callback. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update callback',
	description:
		'Change a callback; the status Terminated ends it permanently, which cannot be undone. Fields that you leave out, such as URL, event or login, stay as they are.',
	endpoint: 'POST /v2/callbacks/update',
	idempotent: true,
	fields: [callbackId, ...newLogin],
	additionalFields: [newCallbackUrl, newEvent, newStatus],
	validate: checkLogin,
};
