import type { INodeProperties } from 'n8n-workflow';

import { byDisplayName } from '../../shared/byDisplayName';
import { encodingOption } from './encodingOption';
import { documentOptions, documentProperties } from './documentProperties';
import type { OperationDescription } from './operationDescription';
import { optionsProperty } from './optionsProperty';
import { fileNameOption, outputProperties } from './outputProperties';

const show = { operation: ['write'] };

const inOrderOfNames = (properties: INodeProperties[]): INodeProperties[] =>
	[...properties].sort(byDisplayName);

export const write: OperationDescription = {
	value: 'write',
	name: 'Write',
	action: 'Write X12 or EDIFACT file',
	description: 'Turn a business document, or JSON as Read outputs it, into an X12 or EDIFACT file',
	properties: [
		{
			displayName: 'From',
			name: 'from',
			type: 'options',
			options: [
				{
					name: 'Document',
					value: 'document',
					description: 'An order, an invoice and so on, in the same shape for X12 and EDIFACT',
				},
				{
					name: 'Segments',
					value: 'segments',
					description:
						'Segments as Read outputs them. What you change gets new counts; the rest is written byte for byte.',
				},
			],
			default: 'document',
			description: 'What the file is made of',
			displayOptions: { show },
		},
		{
			displayName: 'JSON',
			name: 'json',
			type: 'json',
			required: true,
			default: '={{ $json }}',
			description: 'The message, interchange or file to write. By default, the input item.',
			displayOptions: { show },
		},
		{
			displayName: 'One File For',
			name: 'batch',
			type: 'options',
			options: [
				{
					name: 'Each Interchange',
					value: 'interchange',
					description: 'Items that were read from one interchange become one interchange again',
				},
				{ name: 'Each Item', value: 'item', description: 'Each item becomes an interchange of its own' },
			],
			default: 'item',
			description: 'Which items go into one file',
			displayOptions: { show },
		},
		...documentProperties,
		...outputProperties(['write']),
		optionsProperty(
			'write',
			inOrderOfNames([
				...documentOptions,
				encodingOption(
					'The character set that was read, else the one that UNB names; for X12, UTF-8',
					"The character set of the file. The node refuses a character that the set doesn't have.",
				),
				fileNameOption,
			]),
		),
	],
};
