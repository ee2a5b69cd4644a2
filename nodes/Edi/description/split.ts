import { encodingOption } from './encodingOption';
import { inputProperties } from './inputProperties';
import type { OperationDescription } from './operationDescription';
import { optionsProperty } from './optionsProperty';
import { fileNameOption, outputProperties } from './outputProperties';

const show = { operation: ['split'] };

export const split: OperationDescription = {
	value: 'split',
	name: 'Split',
	action: 'Split X12 or EDIFACT file',
	description: 'Turn an X12 or EDIFACT file into several: one for each interchange, group or message',
	properties: [
		...inputProperties(['split']),
		{
			displayName: 'One File For',
			name: 'splitInto',
			type: 'options',
			options: [
				{
					name: 'Each Group',
					value: 'group',
					description: 'A functional group, in an interchange of its own',
				},
				{ name: 'Each Interchange', value: 'interchange', description: 'As it stands in the file' },
				{
					name: 'Each Message',
					value: 'message',
					description: 'A transaction set or message, in an interchange and a group of its own',
				},
			],
			default: 'interchange',
			description: 'What each output file contains',
			displayOptions: { show },
		},
		...outputProperties(['split']),
		optionsProperty('split', [
			encodingOption('The character set that EDIFACT names in UNB', 'The character set of the file'),
			fileNameOption,
		]),
	],
};
