import { config } from '../../fields/config';
import { requiredField } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: update-config of rest-api/ids. */
export const updateConfig: Operation = {
	value: 'updateConfig',
	name: 'Update Config',
	action: 'Update config of ECGrid ID',
	description: 'Change settings of an ECGrid ID. Settings that you leave out stay as they are.',
	endpoint: 'POST /v2/ids/update-config',
	idempotent: true,
	fields: [requiredField(ecGridId({ description: 'The ECGrid ID to change' })), config()],
};
