import { requiredField } from '../../fields/field';
import { network } from '../../fields/locator';
import { checkX12Delimiters, x12Delimiters } from '../../fields/x12Delimiters';
import type { Operation } from '../operation';

/** Page: x12-delimiters of rest-api/networks. */
export const setX12Delimiters: Operation = {
	value: 'setX12Delimiters',
	name: 'Set X12 Delimiters',
	action: 'Set X12 delimiters of network',
	description:
		'Choose the characters that separate the parts of X12 files. A mailbox may have its own. Needs an API key of a Network Admin or higher.',
	endpoint: 'POST /v2/networks/x12-delimiters',
	idempotent: true,
	leastAuthLevel: 'NetworkAdmin',
	fields: [requiredField(network({ description: 'The network whose delimiters to set' })), ...x12Delimiters],
	validate: checkX12Delimiters,
};
