import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { invalidField } from '../transport/invalidField';
import { isRecord } from '../transport/record';
import type { Field } from './field';
import { quoted } from './values';
import { required, text, type Files, type Parser } from './parsers';

/** The field in which n8n's own nodes output a file. */
const USUAL_NAME = 'data';

/** The field in which n8n keeps files in an item's JSON, if the workflow's settings say so. */
const AMONG_JSON = '_files';

type File = [name: string, file: IBinaryData];

const isFile = (value: unknown): value is IBinaryData => isRecord(value) && 'mimeType' in value;

/**
 * The files of an input item, by field name. n8n decides what is a file: JSON counts only if the workflow's settings keep
 * files there, and only where n8n keeps them. Anything else that looks like a file may come from a stranger, and name
 * a stored file that doesn't belong to the item.
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

/** The file in the named field. An expression may return the file itself, if it belongs to the item. */
export const binaryFile: Parser = (value, label, settings) => {
	const files: Files = settings?.files?.() ?? new Map();
	const there = files.size > 0 ? `Its files are in: ${[...files.keys()].join(', ')}.` : '';
	if (isFile(value)) {
		if (!('data' in value || 'id' in value)) {
			throw invalidField(
				label,
				`must be the name of a field, such as ${USUAL_NAME}. Expressions can't read files that n8n keeps in memory.`,
			);
		}
		const own = [...files.values()].find(({ id }) => id !== undefined && id === value.id);
		if (own) return own;
		throw invalidField(
			label,
			there
				? `is a file that the item doesn't contain. ${there} Enter the name of one of these fields.`
				: 'is a file, but the item contains none. Output the file in the previous node, and enter the name of its field.',
		);
	}
	const name = text(value, label);
	if (name === undefined) return undefined;
	const file = files.get(name) ?? files.get(name.replace(`${AMONG_JSON}.`, ''));
	if (file) return file;
	throw invalidField(
		label,
		`is ${quoted(name)}, but the item has no file in that field. ${there || 'It has no files at all. Output one in the previous node.'}`,
	);
};

/** The input field of the file to send. */
export const inputFile: Field = {
	property: {
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: USUAL_NAME,
		placeholder: 'e.g. data',
		hint: 'The name of the input field that contains the file',
		description: 'The name of the binary field in the input item that contains the file',
	},
	in: 'local',
	type: 'string',
	parse: required(binaryFile),
};

/** The output field of the received file. */
export const outputFile: Field = {
	property: {
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		required: true,
		default: USUAL_NAME,
		placeholder: 'e.g. data',
		hint: 'The name of the output field to put the file in',
		description: 'The name of the binary field in the output item to put the file in',
	},
	in: 'local',
	type: 'string',
	parse: required(text),
};
