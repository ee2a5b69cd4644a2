import { requiredField } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import { checkX12Delimiters, x12Delimiters } from '../../fields/x12Delimiters';
import type { Operation } from '../operation';

/** Page: x12-delimiters of rest-api/ids. */
export const setX12Delimiters: Operation = {
	value: 'setX12Delimiters',
	name: 'Set X12 Delimiters',
	action: 'Set X12 delimiters of ECGrid ID',
	description: 'Choose the characters that separate the parts of X12 files of one ECGrid ID',
	endpoint: 'POST /v2/ids/tp-x12-delimiters',
	idempotent: true,
	fields: [
		requiredField(ecGridId({ description: 'The ECGrid ID whose delimiters to set' })),
		...x12Delimiters,
	],
	validate: checkX12Delimiters,
};
