import type { IDisplayOptions } from 'n8n-workflow';

import { inputFile } from '../../fields/binaryFile';
import { ecGridIdFrom, ecGridIdTo } from '../../fields/ecGridId';
import { mandatory, type Field } from '../../fields/field';
import { mailboxId } from '../../fields/locator';
import { required, text, type Reader } from '../../fields/readers';
import { nodeError } from '../../transport/failure';
import { sizeOf, withContent, type OutgoingFile } from '../../transport/outgoingFile';
import type { ItemRun, Operation, OutputItem } from '../operation';
import { newParcel } from './newParcel';

const shownFor = (input: string): IDisplayOptions => ({ show: { input: [input] } });

const shown = (field: Field, input: string): Field => ({
	...field,
	property: { ...field.property, displayOptions: shownFor(input) },
});

const input: Field = {
	property: {
		displayName: 'Input',
		name: 'input',
		type: 'options',
		options: [
			{ name: 'File', value: 'file', description: 'A binary field of the input item' },
			{ name: 'Text', value: 'text', description: 'Text that is typed in, or comes from a field' },
		],
		default: 'file',
		description: 'What the file is made of',
	},
	in: 'node',
	type: 'string',
	read: text,
};

/** A file made of text. */
const textFile: Reader = (value, label) => {
	const content = text(value, label);
	return content === undefined ? undefined : { text: String(content) };
};

const content: Field = {
	property: {
		displayName: 'Content',
		name: 'content',
		type: 'string',
		typeOptions: { rows: 8 },
		required: true,
		default: '',
		placeholder: 'e.g. ISA*00*          *00*          *ZZ*…',
		description: 'The content of the file. It is sent in UTF-8.',
	},
	in: 'node',
	key: 'file',
	type: 'string',
	read: required(textFile),
};

const fileName: Field = {
	property: {
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. PO_20260507.edi',
		description: 'The name that the file gets. Leave empty for the name that the binary field gives it.',
	},
	in: 'body',
	type: 'string',
	read: text,
};

async function perform({ context, itemIndex, request, own, send }: ItemRun): Promise<OutputItem[]> {
	const file = own.file as OutgoingFile;
	const refused = (problem: string) =>
		nodeError(context, problem, { itemIndex, description: 'Nothing was sent to ECGrid.' });
	const name = request.body?.fileName ?? ('text' in file ? undefined : file.fileName);
	if (!name) throw refused('File Name is empty, and the file has no name of its own. Fill it in.');
	const bytes = await sizeOf(context.helpers, file);
	if (bytes === 0) throw refused(`The file “${name}” is empty (0 bytes).`);

	const body = { ...request.body, fileName: name, bytes };
	const data = await send(withContent(context.helpers, { ...request, body }, file, bytes));
	return [{ json: { ...newParcel(data), fileName: name, bytes } }];
}

/** Page: rest-api/parcels/upload-parcel. */
export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload a parcel',
	description:
		'Send a file to a trading partner as a new parcel, which cannot be undone once it is delivered',
	endpoint: 'POST /v2/parcels/upload',
	repeatable: false,
	check: 'Parcel → Get Many Outbox lists what was sent, with file names.',
	fields: [
		input,
		shown({ ...inputFile, key: 'file' }, 'file'),
		shown(content, 'text'),
		shown(fileName, 'file'),
		shown(mandatory(fileName), 'text'),
	],
	additionalFields: [
		ecGridIdFrom('The ECGrid ID of the sender. Leave empty to let ECGrid read it from the content.'),
		ecGridIdTo('The ECGrid ID of the recipient. Leave empty to let ECGrid read it from the content.'),
		mailboxId("The mailbox that the file is sent from. Leave empty for your own user's."),
	],
	perform,
};
