import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { USUAL_FIELD } from './itemFiles';

/** Where a file comes from. */
export const INPUTS: INodePropertyOptions[] = [
	{ name: 'File', value: 'file', description: 'A binary field of the input item' },
	{ name: 'Text', value: 'text', description: 'Text that you enter, or that comes from a field' },
];

/** The choice of where a file comes from. */
export const INPUT_PROPERTY: INodeProperties = {
	displayName: 'Input',
	name: 'input',
	type: 'options',
	options: INPUTS,
	default: 'file',
	description: 'The source of the file',
};

/** The content of a file, as text. */
export const CONTENT_PROPERTY: INodeProperties = {
	displayName: 'Content',
	name: 'content',
	type: 'string',
	typeOptions: { rows: 8 },
	required: true,
	default: '',
	placeholder: 'e.g. ISA*00*          *00*          *ZZ*…',
	description: 'The content of the file',
};

/** The input field of a file. */
export const INPUT_FIELD_PROPERTY: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: USUAL_FIELD,
	placeholder: 'e.g. data',
	hint: 'The name of the input field that contains the file',
	description: 'The name of the binary field in the input item that contains the file',
};

/** The output field of a file, by the name of its parameter. */
export const outputFieldProperty = (name: string): INodeProperties => ({
	displayName: 'Put Output File in Field',
	name,
	type: 'string',
	required: true,
	default: USUAL_FIELD,
	placeholder: 'e.g. data',
	hint: 'The name of the output field to put the file in',
	description: 'The name of the binary field in the output item to put the file in',
});
