import { callbackUrl } from '../../fields/callbackUrl';
import { event } from '../../fields/event';
import { callbackScope } from '../../fields/locator';
import { checkLogin, login } from '../../fields/login';
import type { Operation } from '../operation';

/** Page: rest-api/callbacks/create-callback. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create callback',
	description: 'Register a URL that ECGrid calls when an event happens',
	hintAfter: {
		message:
			'In the output, 0 as <b>mailboxId</b> or <b>networkId</b> means that the callback has no such limit.',
	},
	endpoint: 'POST /v2/callbacks/create',
	idempotent: false,
	howToVerify: 'Callback Queue Entry → Get Many lists the callbacks with their URLs.',
	returnsData: 'something',
	fields: [callbackUrl, event, ...login],
	additionalFields: callbackScope,
	validate: checkLogin,
};
