import type { INodeProperties } from 'n8n-workflow';

import { outputFieldProperty } from '../../shared/fileProperties';

/** The parameters that say where a file is put, for these operations. */
export const outputProperties = (operations: string[]): INodeProperties[] => [
	{ ...outputFieldProperty('outputPropertyName'), displayOptions: { show: { operation: operations } } },
];

/** The option that names the file. */
export const fileNameOption: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. invoice-4711.edi',
	description: 'The name of the file. Leave empty for one made of the message type and the control number.',
};
