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
		'Change the URL, event, login or status of a callback. Fields that you leave out stay as they are. The status Terminated ends the callback permanently, which cannot be undone.',
	endpoint: 'POST /v2/callbacks/update',
	idempotent: true,
	fields: [callbackId, ...newLogin],
	additionalFields: [newCallbackUrl, newEvent, newStatus],
	validate: checkLogin,
};
