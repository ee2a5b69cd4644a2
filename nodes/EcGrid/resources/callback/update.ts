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
		'Change the URL, event, login or status of a callback. What is not given stays as it is. The status Terminated ends it permanently, which cannot be undone.',
	endpoint: 'POST /v2/callbacks/update',
	idempotent: true,
	fields: [callbackId, ...newLogin],
	additionalFields: [newCallbackUrl, newEvent, newStatus],
	validate: checkLogin,
};
