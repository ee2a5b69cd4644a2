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
import { chosenCharacterSet, encodingOption } from './encoding';
import { inputFileOf, inputProperties, MEGABYTE, type InputFile } from './input';
import { notEdi } from './notEdi';
import { mostBytesSaved, PART_NAMES, type Part } from './savedSize';
import { forEachItem, optionsProperty, type Operation } from './operation';
import { choiceIn, switchIn } from './parameterValues';

const show = { operation: ['read'] };

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

export const read: Operation = {
	value: 'read',
	name: 'Read',
	action: 'Read X12 or EDIFACT file',
	description: 'Turn an X12 or EDIFACT file into JSON, one item for each order, invoice or other message',
	properties: [
		...inputProperties(['read']),
		{
			displayName: 'One Item For',
			name: 'itemFor',
			type: 'options',
			options: [
				{ name: 'Each File', value: 'file', description: 'With all interchanges of the file' },
				{ name: 'Each Interchange', value: 'interchange', description: 'With all its messages' },
				{
					name: 'Each Message',
					value: 'message',
					description: 'An order, an invoice: a transaction set of X12, or a message of EDIFACT',
				},
			],
			default: 'message',
			description: 'What each output item contains',
			displayOptions: { show },
		},
		{
			displayName: 'On Issues',
			name: 'onIssues',
			type: 'options',
			options: [
				{
					name: 'Continue',
					value: 'continue',
					description: 'Output what can be read, with a list of issues',
				},
				{ name: 'Fail', value: 'fail', description: 'Stop with the first error. Warnings are only listed.' },
			],
			default: 'continue',
			description: 'What to do with a file that breaks a rule of the standard, such as a wrong count',
			displayOptions: { show },
		},
		optionsProperty('read', [
			encodingOption(
				'The character set that EDIFACT names in UNB; for X12, UTF-8, or Windows-1252 if it is no valid UTF-8',
				'The character set of the file',
			),
			{
				displayName: 'Include Document',
				name: 'includeDocument',
				type: 'boolean',
				default: true,
				description:
					'Whether to output orders, order responses, ship notices, invoices and so on as a document with its parties, lines and totals, in the same shape for X12 and EDIFACT',
			},
			{
				displayName: 'Include File',
				name: 'includeFile',
				type: 'boolean',
				default: false,
				description:
					'Whether to keep the files of the input item in each output item, for a later node such as Acknowledge. For that, set One Item For to Each File, or each message has its whole file acknowledged again.',
			},
			{
				displayName: 'Include Segments',
				name: 'includeSegments',
				type: 'boolean',
				default: true,
				description:
					'Whether to output the segments of each message, and what it takes to write them again. Turn it off if the document is all you need, and for an AI agent.',
			},
		]),
	],
	run: forEachItem(perform),
};
