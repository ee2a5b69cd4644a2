import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { invalidField } from '../transport/invalidField';
import { isRecord } from '../transport/record';
import type { Field } from './field';
import { quoted } from './values';
import { required, text, type Files, type Parser } from './parsers';

/** The name under which n8n's own nodes put out a file. */
const USUAL_NAME = 'data';

/** Where n8n keeps files among the JSON of an item, in a workflow that is set to it. */
const AMONG_JSON = '_files';

type File = [name: string, file: IBinaryData];

const isFile = (value: unknown): value is IBinaryData => isRecord(value) && 'mimeType' in value;

/**
 * The files of an input item, by field name. n8n says what is one: JSON counts only in a workflow that is set to keep
 * files there, and only where n8n keeps them. Anything else that looks like a file may come from a stranger, and name
 * a stored file that the item does not hold.
 */
export function filesOf(context: IExecuteFunctions, itemIndex: number): Files {
	const item = context.getInputData()[itemIndex];
	const filesIn = (fields: unknown) =>
		isRecord(fields) ? (Object.entries(fields).filter(([, value]) => isFile(value)) as File[]) : [];
	const isKeptByN8n = ([name]: File) => {
		try {
			return isFile(context.helpers.assertBinaryData(itemIndex, `${AMONG_JSON}[${JSON.stringify(name)}]`));
		} catch {
			return false;
		}
	};
	const amongJson = filesIn(item?.json[AMONG_JSON]);
	const isAmongJson = amongJson[0] !== undefined && isKeptByN8n(amongJson[0]);
	return new Map([...(isAmongJson ? amongJson : []), ...filesIn(item?.binary)]);
}

/** The file that a field's name stands for. An expression may give the file itself, if the item holds it. */
export const binaryFile: Parser = (value, label, settings) => {
	const files: Files = settings?.files?.() ?? new Map();
	const there = files.size > 0 ? `Its files are in: ${[...files.keys()].join(', ')}.` : '';
	if (isFile(value)) {
		if (!('data' in value || 'id' in value)) {
			throw invalidField(
				label,
				`must be the name of a field, such as ${USUAL_NAME}: n8n gives expressions no files that it keeps in memory.`,
			);
		}
		const own = [...files.values()].find(({ id }) => id !== undefined && id === value.id);
		if (own) return own;
		throw invalidField(
			label,
			there
				? `is a file that the item does not contain. ${there} Enter the name of one of these fields.`
				: 'is a file, but the item contains none. Have the node before output it, and enter the name of its field.',
		);
	}
	const name = text(value, label);
	if (name === undefined) return undefined;
	const file = files.get(name) ?? files.get(name.replace(`${AMONG_JSON}.`, ''));
	if (file) return file;
	throw invalidField(
		label,
		`is ${quoted(name)}, but the item has no file in that field. ${there || 'It has no files at all. Have the node before output one.'}`,
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
	in: 'local',
	type: 'string',
	parse: required(binaryFile),
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
	in: 'local',
	type: 'string',
	parse: required(text),
};
