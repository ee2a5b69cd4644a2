import { requiredField } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import { objectsGotten } from '../defaultOutput';
import type { Operation } from '../operation';

/** Page: rest-api/ids/get-mailbox-default. */
export const getDefaultMailbox: Operation = {
	value: 'getDefaultMailbox',
	name: 'Get Default Mailbox',
	action: 'Get default mailbox of ECGrid ID',
	description: 'Retrieve the mailbox that ECGrid uses for an ECGrid ID by default',
	endpoint: 'POST /v2/ids/tp-get-mailbox-default',
	idempotent: true,
	fields: [requiredField(ecGridId({ description: 'The ECGrid ID whose mailbox to retrieve' }))],
	output: objectsGotten,
};
