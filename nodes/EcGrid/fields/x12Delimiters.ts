import type { IDataObject } from 'n8n-workflow';

import { textField } from './constructors';
import { requiredField, type Field } from './field';
import { invalidField } from '../transport/invalidField';
import { text, type Parser } from './parsers';
import { quoted } from './values';

/** One character that can't be part of a value: no letter, digit or space. A line break may be written as `\\n`. */
const delimiter: Parser<string> = (value, label) => {
	const entered = text(value, label)?.replace(/^\\n$/, '\n');
	if (entered === undefined) return undefined;
	if ([...entered].length === 1 && !/[\p{L}\p{N} ]/u.test(entered)) return entered;
	throw invalidField(
		label,
		`must be one character that is no letter, digit or space, such as ~, not ${quoted(entered)}.`,
	);
};

/** Refuses equal delimiters, which would make a file unreadable. */
export function checkX12Delimiters({ request: { body } }: { request: { body?: IDataObject } }): void {
	const { elementDelimiter, subElementDelimiter, segmentTerminator } = body ?? {};
	if (subElementDelimiter === elementDelimiter) {
		throw invalidField('Sub-Element Delimiter', 'must differ from the element delimiter.');
	}
	if (segmentTerminator === elementDelimiter || segmentTerminator === subElementDelimiter) {
		throw invalidField('Segment Terminator', 'must differ from both delimiters.');
	}
}

/** The delimiters of X12 files. Pages: x12-delimiters of rest-api/networks, rest-api/mailboxes and rest-api/ids. */
export const x12Delimiters: Field[] = [
	requiredField(
		textField(
			{
				displayName: 'Element Delimiter',
				name: 'elementDelimiter',
				placeholder: 'e.g. *',
				description: 'The character between two elements, usually *',
			},
			delimiter,
		),
	) as Field,
	requiredField(
		textField(
			{
				displayName: 'Sub-Element Delimiter',
				name: 'subElementDelimiter',
				placeholder: 'e.g. :',
				description: 'The character between two components of an element, usually : or >',
			},
			delimiter,
		),
	) as Field,
	requiredField(
		textField(
			{
				displayName: 'Segment Terminator',
				name: 'segmentTerminator',
				placeholder: 'e.g. ~',
				description: 'The character at the end of a segment, usually ~. Enter \\n for a line break.',
			},
			delimiter,
		),
	) as Field,
];
