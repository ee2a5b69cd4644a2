import { encodingToRead } from './encodingOption';
import { inputProperties } from './inputProperties';
import type { OperationDescription } from './operationDescription';
import { optionsProperty } from './optionsProperty';
import { fileNameOption, outputProperties } from './outputProperties';

export const show: OperationDescription = {
	value: 'show',
	name: 'Show',
	action: 'Show X12 or EDIFACT file as page',
	description:
		'Turn an X12 or EDIFACT file into HTML pages to read and print, one for each message. An AI agent needs Read instead.',
	properties: [
		...inputProperties(['show']),
		...outputProperties(['show']),
		optionsProperty('show', [encodingToRead, fileNameOption]),
	],
};
