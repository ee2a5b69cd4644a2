import { config } from '../../fields/config';
import { requiredField } from '../../fields/field';
import { comm } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/comms/update-config. */
export const updateConfig: Operation = {
	value: 'updateConfig',
	name: 'Update Config',
	action: 'Update config of comm',
	description:
		'Change the protocol settings of a comm, which live deliveries use. Settings that you leave out stay as they are.',
	endpoint: 'PUT /v2/comms/update-config',
	idempotent: true,
	fields: [requiredField(comm({ description: 'The comm to change' })), config()],
};
