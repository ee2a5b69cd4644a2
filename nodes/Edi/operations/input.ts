import { NodeOperationError, type IBinaryData, type IExecuteFunctions } from 'n8n-workflow';

import { SYNTAX_IDENTIFIERS, type CharacterSet } from '../../shared/characterSets';
import { fileNamed, filesInWords, filesOf } from '../../shared/itemFiles';
import { LARGEST_FILE_BYTES, readFile } from '../file/readFile';
import { codingOf, NOT_ASCII } from '../interchange/coding';
import { syntaxIdentifierOf } from '../interchange/describe';
import { choiceIn } from './parameterValues';

export const MEGABYTE = 1024 * 1024;

/** The bytes of a file, and the name it has. */
export interface InputFile {
	bytes: Buffer;
	fileName?: string;
	/** It was text, whose interchanges are in these character sets, so that “Encoding” says nothing of it. */
	characterSets?: (CharacterSet | undefined)[];
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

/** The bytes of a text: each interchange in the character set that its UNB names, if that has all its characters; else in UTF-8. */
export function textInput(content: string): InputFile {
	const utf8 = Buffer.from(content, 'utf8');
	if (!NOT_ASCII.test(content)) return { bytes: utf8, characterSets: [] };
	const { interchanges, after = '' } = readFile(utf8, { characterSet: 'UTF-8' });
	const starts = interchanges.map(({ start, una = '' }) => start.offset - una.length);
	const bytes: Buffer[] = [utf8.subarray(0, starts[0])];
	const characterSets = interchanges.map((interchange, index) => {
		const next = interchanges[index + 1];
		const end = next ? starts[index + 1]! - (next.before ?? '').length : utf8.length - after.length;
		const named = SYNTAX_IDENTIFIERS.get(syntaxIdentifierOf(interchange) ?? '');
		const text = utf8.toString('utf8', starts[index], end);
		const coding = named && codingOf(named);
		const encoded = coding?.missing(text) === undefined ? coding?.encode(text) : undefined;
		const isNamed = encoded !== undefined && 'bytes' in encoded;
		bytes.push(isNamed ? Buffer.from(encoded.bytes, 'latin1') : utf8.subarray(starts[index], end));
		bytes.push(utf8.subarray(end, next ? starts[index + 1] : utf8.length));
		return isNamed ? named : undefined;
	});
	return { bytes: Buffer.concat(bytes), characterSets };
}

/** The file that an operation reads for an item. Throws an error that names the field. */
export async function inputFileOf(context: IExecuteFunctions, itemIndex: number): Promise<InputFile> {
	const given = context.getNodeParameter('input', itemIndex);
	if (choiceIn(context, itemIndex, 'Input', given, ['file', 'text']) === 'text') {
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
