import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { NotWritable } from '../interchange/notWritable';
import { writeFile } from '../file/writeFile';
import { interchangesOf, messagesIn, type ToWrite } from '../json/interchangesOf';
import { chosenCharacterSet, encodingOption } from './encoding';
import type { Operation } from './operation';
import { fileItem, fileNameOption, outputProperties } from './output';

const show = { operation: ['write'] };

interface Source {
	json: Record<string, unknown>;
	path: string;
	itemIndex: number;
}

const optionsOf = (context: IExecuteFunctions, itemIndex: number) =>
	context.getNodeParameter('options', itemIndex, {}) as { encoding?: string };

/** The messages in an item's JSON. */
function messagesOfItem(context: IExecuteFunctions, itemIndex: number): Source[] {
	const value: unknown = context.getNodeParameter('json', itemIndex);
	let json = value;
	if (typeof value === 'string') {
		try {
			json = JSON.parse(value);
		} catch (error) {
			throw new NodeOperationError(
				context.getNode(),
				`“JSON” is no valid JSON: ${(error as Error).message}`,
				{ itemIndex },
			);
		}
	}
	return messagesIn(json).map((message) => ({ ...message, itemIndex }));
}

/** An error that names the place in the JSON. */
function refusal(context: IExecuteFunctions, error: unknown, itemIndex: number): unknown {
	if (!(error instanceof NotWritable)) return error;
	return new NodeOperationError(context.getNode(), error.message, {
		itemIndex,
		description: 'Nothing was written. Correct the value in the JSON.',
	});
}

async function writeItems(
	context: IExecuteFunctions,
	failed: (error: unknown, itemIndex: number) => INodeExecutionData,
): Promise<INodeExecutionData[]> {
	const isByItem = context.getNodeParameter('batch', 0) !== 'interchange';
	const output: INodeExecutionData[] = [];
	const filesOf = async (sources: Source[]): Promise<void> => {
		const items = [...new Set(sources.map(({ itemIndex }) => itemIndex))];
		const first = items[0]!;
		try {
			const characterSet = chosenCharacterSet(optionsOf(context, first).encoding);
			for (const file of interchangesOf(sources, { ...(characterSet && { characterSet }) })) {
				output.push(await itemOf(context, first, file, items));
			}
		} catch (error) {
			output.push(failed(refusal(context, error, first), first));
		}
	};
	const sources: Source[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		try {
			const messages = messagesOfItem(context, itemIndex);
			if (isByItem) await filesOf(messages);
			else sources.push(...messages);
		} catch (error) {
			output.push(failed(refusal(context, error, itemIndex), itemIndex));
		}
	}
	if (sources.length > 0) await filesOf(sources);
	return output;
}

async function itemOf(
	context: IExecuteFunctions,
	itemIndex: number,
	file: ToWrite,
	items: number[],
): Promise<INodeExecutionData> {
	const { interchange, after, utf16 } = file;
	const item = await fileItem(context, itemIndex, interchange, writeFile(interchange, after, utf16));
	return { ...item, pairedItem: items.map((each) => ({ item: each })) };
}

/** Turns the JSON that Read puts out into files. */
export const write: Operation = {
	value: 'write',
	name: 'Write',
	action: 'Write file',
	description: 'Turn JSON, as Read outputs it, into an X12 or EDIFACT file',
	properties: [
		{
			displayName: 'From',
			name: 'from',
			type: 'options',
			options: [
				{
					name: 'Segments',
					value: 'segments',
					description:
						'Segments as Read outputs them. What you change gets new counts; the rest is written byte for byte.',
				},
			],
			default: 'segments',
			description: 'What the file is made of',
			displayOptions: { show },
		},
		{
			displayName: 'JSON',
			name: 'json',
			type: 'json',
			required: true,
			default: '={{ $json }}',
			description: 'The message, interchange or file to write. By default, the input item.',
			displayOptions: { show },
		},
		{
			displayName: 'One File For',
			name: 'batch',
			type: 'options',
			options: [
				{
					name: 'Each Interchange',
					value: 'interchange',
					description: 'Items that were read from one interchange become one interchange again',
				},
				{ name: 'Each Item', value: 'item', description: 'Each item becomes an interchange of its own' },
			],
			default: 'item',
			description: 'Which items go into one file',
			displayOptions: { show },
		},
		...outputProperties(['write']),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			displayOptions: { show },
			options: [
				encodingOption(
					'The character set that was read, else the one that UNB names; for X12, UTF-8',
					"The character set of the file. The node refuses a character that the set doesn't have.",
				),
				fileNameOption,
			],
		},
	],
	run: writeItems,
};
