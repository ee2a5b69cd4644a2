import {
	INPUT_FIELD_PROPERTY,
	INPUT_PROPERTY,
	INPUTS,
	outputFieldProperty,
} from '../../shared/fileProperties';
import { fileNamed, filesInWords, isFile, USUAL_FIELD, type Files } from '../../shared/itemFiles';
import { invalidField } from '../transport/invalidField';
import { choice, valuesOf } from './choice';
import type { Field } from './field';
import { quoted } from './values';
import { required, text, type Parser } from './parsers';

/** The file in the named field. An expression may return the file itself, if it belongs to the item. */
export const binaryFile: Parser = (value, label, settings) => {
	const files: Files = settings?.files?.() ?? new Map();
	const there = files.size > 0 ? filesInWords(files) : '';
	if (isFile(value)) {
		if (!('data' in value || 'id' in value)) {
			throw invalidField(
				label,
				`must be the name of a field, such as ${USUAL_FIELD}. Expressions can't read files that n8n keeps in memory.`,
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
	const file = fileNamed(files, name);
	if (file) return file;
	throw invalidField(
		label,
		`is ${quoted(name)}, but the item has no file in that field. ${filesInWords(files)}`,
	);
};

/** Whether the item’s file or text is sent. */
export const inputChoice: Field = {
	property: INPUT_PROPERTY,
	in: 'local',
	type: 'string',
	parse: required(choice(valuesOf(INPUTS))),
};

/** The same field, only shown for this input. */
export const shownForInput = (field: Field, input: 'file' | 'text'): Field => ({
	...field,
	property: { ...field.property, displayOptions: { show: { input: [input] } } },
});

/** The input field of the file to send. */
export const inputFile: Field = {
	property: INPUT_FIELD_PROPERTY,
	in: 'local',
	type: 'string',
	parse: required(binaryFile),
};

/** The output field of the received file. */
export const outputFile: Field = {
	property: outputFieldProperty('binaryPropertyName'),
	in: 'local',
	type: 'string',
	parse: required(text),
};
