import { config } from '../../fields/config';
import { requiredField } from '../../fields/field';
import { network } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: update-config of rest-api/networks. */
export const updateConfig: Operation = {
	value: 'updateConfig',
	name: 'Update Config',
	action: 'Update config of network',
	description: 'Change settings of a network. Needs an API key of a Network Admin or higher.',
	endpoint: 'POST /v2/networks/update-config',
	idempotent: true,
	leastAuthLevel: 'NetworkAdmin',
	fields: [requiredField(network({ description: 'The network to change' })), config()],
};
