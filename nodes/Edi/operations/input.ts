import {
	NodeOperationError,
	type IBinaryData,
	type IExecuteFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { SYNTAX_IDENTIFIERS } from '../../shared/characterSets';
import { CONTENT_PROPERTY, INPUT_FIELD_PROPERTY, INPUT_PROPERTY } from '../../shared/fileProperties';
import { fileNamed, filesInWords, filesOf } from '../../shared/itemFiles';
import { codingOf } from '../interchange/coding';
import { LARGEST_FILE_BYTES } from '../file/readFile';

/** The parameters that say where a file comes from, for these operations. */
export const inputProperties = (operations: string[]): INodeProperties[] => [
	{ ...INPUT_PROPERTY, displayOptions: { show: { operation: operations } } },
	{ ...INPUT_FIELD_PROPERTY, displayOptions: { show: { operation: operations, input: ['file'] } } },
	{ ...CONTENT_PROPERTY, displayOptions: { show: { operation: operations, input: ['text'] } } },
];

export const MEGABYTE = 1024 * 1024;

/** The bytes of a file, and the name it has. */
export interface InputFile {
	bytes: Buffer;
	fileName?: string;
	/** It was text, so that “Encoding” says nothing of it. */
	isText?: boolean;
}

const invalid = (context: IExecuteFunctions, itemIndex: number, message: string, description?: string) =>
	new NodeOperationError(context.getNode(), message, { itemIndex, ...(description && { description }) });

/** Throws an error if a file is larger than this node reads. */
function checkSize(context: IExecuteFunctions, itemIndex: number, bytes: number): void {
	if (bytes <= LARGEST_FILE_BYTES) return;
	throw invalid(
		context,
		itemIndex,
		`The file has ${Math.ceil(bytes / MEGABYTE)} MB; this node reads at most ${LARGEST_FILE_BYTES / MEGABYTE} MB`,
		'Split the file before it comes into n8n.',
	);
}

async function bytesOf(context: IExecuteFunctions, itemIndex: number, file: IBinaryData): Promise<Buffer> {
	const { helpers } = context;
	if (!file.id) {
		checkSize(context, itemIndex, Buffer.byteLength(file.data, 'base64'));
		return Buffer.from(file.data, 'base64');
	}
	const { fileSize } = await helpers.getBinaryMetadata(file.id);
	checkSize(context, itemIndex, fileSize);
	return await helpers.binaryToBuffer(await helpers.getBinaryStream(file.id));
}

/** The bytes of a text: in the character set that UNB names, if that has all its characters; else in UTF-8. */
export function textInput(content: string): InputFile {
	const identifier = /UNB[^A-Za-z0-9\s]([A-Z]{3}[A-Z0-9])/.exec(content)?.[1];
	const named = identifier === undefined ? undefined : SYNTAX_IDENTIFIERS.get(identifier);
	const encoded = named && codingOf(named).encode(content);
	const isText = true;
	if (encoded && 'bytes' in encoded) return { bytes: Buffer.from(encoded.bytes, 'latin1'), isText };
	return { bytes: Buffer.from(content, 'utf8'), isText };
}

/** The file that an operation reads for an item. Throws an error that names the field. */
export async function inputFileOf(context: IExecuteFunctions, itemIndex: number): Promise<InputFile> {
	if (context.getNodeParameter('input', itemIndex) === 'text') {
		const content = context.getNodeParameter('content', itemIndex);
		if (typeof content !== 'string') throw invalid(context, itemIndex, '“Content” is no text');
		checkSize(context, itemIndex, Buffer.byteLength(content));
		return textInput(content);
	}
	const name = context.getNodeParameter('binaryPropertyName', itemIndex);
	if (typeof name !== 'string') throw invalid(context, itemIndex, '“Input Binary Field” is no text');
	if (name.trim() === '') {
		throw invalid(
			context,
			itemIndex,
			'“Input Binary Field” is empty. Enter the name of a field, such as data',
		);
	}
	const files = filesOf(context, itemIndex);
	const file = fileNamed(files, name.trim());
	if (!file) {
		throw invalid(
			context,
			itemIndex,
			`“Input Binary Field” is “${name}”, but the item has no file in that field`,
			filesInWords(files),
		);
	}
	return {
		bytes: await bytesOf(context, itemIndex, file),
		...(file.fileName && { fileName: file.fileName }),
	};
}
