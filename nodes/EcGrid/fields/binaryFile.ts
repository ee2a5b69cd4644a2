import { UserError, type IBinaryData, type INodeExecutionData } from 'n8n-workflow';

import { isRecord, read } from '../transport/record';
import type { Field } from './field';
import { required, text, type Reader } from './readers';

/** The name under which n8n's own nodes put out a file. */
const USUAL_NAME = 'data';

const isFile = (value: unknown): value is IBinaryData => isRecord(value) && 'mimeType' in value;

/** The files of an item; n8n can be set to keep them among its JSON. */
const filesOf = ({ binary, json }: INodeExecutionData): Record<string, unknown> => ({
	...json,
	...(read(json, '_files') as object | undefined),
	...binary,
});

/** The file that a field's name stands for, or the file itself where an expression gives it. */
export const binaryFile: Reader = (value, label, settings) => {
	if (isFile(value)) {
		if ('data' in value || 'id' in value) return value;
		throw new UserError(
			`${label}: n8n gives expressions no files that it keeps in memory. Enter the name of the field, such as ${USUAL_NAME}.`,
		);
	}
	const name = text(value, label) as string | undefined;
	if (name === undefined) return undefined;
	const files = settings?.item ? filesOf(settings.item) : {};
	const file = files[name];
	if (isFile(file)) return file;
	const there = Object.keys(files).filter((each) => isFile(files[each]));
	throw new UserError(
		`${label}: the item has no file in a field “${name}”. ${there.length > 0 ? `Its files are in: ${there.join(', ')}.` : 'It has no files at all. Let the node before put one out.'}`,
	);
};

/** Where the file that is sent is taken from. */
export const inputFile: Field = {
	property: {
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: USUAL_NAME,
		placeholder: 'e.g. data',
		hint: 'The name of the input field that holds the file',
		description: 'The name of the binary field of the input item that holds the file',
	},
	in: 'node',
	type: 'string',
	read: required(binaryFile),
};

/** Where the file that comes is put. */
export const outputFile: Field = {
	property: {
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: USUAL_NAME,
		placeholder: 'e.g. data',
		hint: 'The name of the output field to put the file in',
		description: 'The name of the binary field of the output item that the file is put in',
	},
	in: 'node',
	type: 'string',
	read: required(text),
};
