import type { INodeProperties } from 'n8n-workflow';

import { CONTENT_PROPERTY, INPUT_FIELD_PROPERTY, INPUT_PROPERTY } from '../../shared/fileProperties';

/** The parameters that say where a file comes from, for these operations. */
export const inputProperties = (operations: string[]): INodeProperties[] => [
	{ ...INPUT_PROPERTY, displayOptions: { show: { operation: operations } } },
	{ ...INPUT_FIELD_PROPERTY, displayOptions: { show: { operation: operations, input: ['file'] } } },
	{
		...CONTENT_PROPERTY,
		description: 'The whole file as text, from ISA, UNA or UNB on',
		displayOptions: { show: { operation: operations, input: ['text'] } },
	},
];
