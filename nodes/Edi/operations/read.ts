import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { issueAt } from '../interchange/issue';
import { readFile } from '../file/readFile';
import type { EdiFile } from '../interchange/tree';
import { allIssues, byFile, byInterchange } from '../json/grouped';
import { withDocument } from '../documents/withDocument';
import { without } from '../../shared/without';
import { messagesOf, type MessageJson } from '../json/messageJson';
import { chosenCharacterSet } from './encoding';
import { inputFileOf, MEGABYTE, type InputFile } from './input';
import { notEdi } from './notEdi';
import { mostBytesSaved, PART_NAMES, type Part } from './savedSize';
import { forEachItem, type Run } from './run';
import { choiceIn, switchIn } from './parameterValues';

/** The item of a file without a byte. */
const emptyFile = (): MessageJson => ({
	standard: null,
	type: null,
	version: null,
	controlNumber: null,
	test: false,
	valid: false,
	sender: null,
	receiver: null,
	interchange: null,
	group: null,
	segments: [],
	issues: [issueAt('file-empty', 'interchange', { number: 0, offset: 0 }, { message: 'The file is empty' })],
});

/** Reads a file's interchanges. Throws an error that says what the file seems to be if there are none. */
export function interchangesIn(
	context: IExecuteFunctions,
	itemIndex: number,
	input: InputFile,
	encoding: unknown,
): EdiFile {
	const chosen = chosenCharacterSet(context, itemIndex, encoding);
	const { bytes, characterSets } = input;
	const file = readFile(bytes, characterSets ? { characterSets } : { characterSet: chosen });
	if (file.interchanges.length === 0) {
		throw new NodeOperationError(context.getNode(), notEdi(bytes), { itemIndex });
	}
	return file;
}

/** Throws the first error in the file, and says how many more there are. */
function failOnIssues(context: IExecuteFunctions, itemIndex: number, messages: MessageJson[]): void {
	const errors = allIssues(messages).filter(({ severity }) => severity === 'error');
	const [first] = errors;
	if (!first) return;
	const place = first.segment === undefined ? '' : ` (segment ${first.segment}, byte ${first.offset})`;
	const more = errors.reduce((sum, { count }) => sum + (count ?? 1), -1);
	const others = more === 0 ? '' : `; ${more} more ${more === 1 ? 'error follows' : 'errors follow'}`;
	throw new NodeOperationError(context.getNode(), `${first.message}${place}${others}`, {
		itemIndex,
		description: `The file breaks a rule of the standard: ${first.code}. To get what can be read all the same, set “On Issues” to Continue.`,
	});
}

/** Throws an error if n8n couldn't save what becomes of a file: the execution would never end. */
function checkSize(
	context: IExecuteFunctions,
	itemIndex: number,
	{ bytes }: InputFile,
	parts: Record<Part, boolean>,
): void {
	const mostBytes = mostBytesSaved(parts);
	if (bytes.length <= mostBytes) return;
	const included = (Object.keys(PART_NAMES) as Part[])
		.filter((part) => parts[part])
		.map((part) => PART_NAMES[part]);
	throw new NodeOperationError(
		context.getNode(),
		`The file has ${Math.ceil(bytes.length / MEGABYTE)} MB; with ${included.join(' and ')}, n8n can save at most ${Math.floor(mostBytes / MEGABYTE)} MB`,
		{
			itemIndex,
			description: `Turn off ${included.join(' or ')}, or make smaller files with Split and read each in an execution of its own.`,
		},
	);
}

async function perform(context: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData[]> {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const given = (name: string): unknown => context.getNodeParameter(name, itemIndex);
	const segments = switchIn(context, itemIndex, 'Include Segments', options.includeSegments, true);
	const isWithDocument = switchIn(context, itemIndex, 'Include Document', options.includeDocument, true);
	const isWithFile = switchIn(context, itemIndex, 'Include File', options.includeFile);
	const onIssues = choiceIn(context, itemIndex, 'On Issues', given('onIssues'), ['continue', 'fail']);
	const itemFor = choiceIn(context, itemIndex, 'One Item For', given('itemFor'), [
		'message',
		'interchange',
		'file',
	]);
	const input = await inputFileOf(context, itemIndex);
	checkSize(context, itemIndex, input, { segments, document: false });
	const all =
		input.bytes.length === 0
			? [emptyFile()]
			: messagesOf(interchangesIn(context, itemIndex, input, options.encoding));
	if (onIssues === 'fail') failOnIssues(context, itemIndex, all);
	const documents = isWithDocument ? all.map(withDocument) : all;
	const document = documents.some((message) => message.document !== undefined);
	checkSize(context, itemIndex, input, { segments, document });
	const messages = segments ? documents : documents.map((message) => without(message, 'segments', 'syntax'));
	const items =
		itemFor === 'file' ? [byFile(messages)] : itemFor === 'interchange' ? byInterchange(messages) : messages;
	const { binary } = context.getInputData()[itemIndex]!;
	const file = isWithFile && binary ? { binary } : {};
	return items.map((json) => ({ json: json as unknown as IDataObject, ...file }));
}

export const read: Run = forEachItem(perform);
