import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { NotWritable } from '../interchange/notWritable';
import { bunchesOf } from '../json/bunches';
import { messagesIn, type Source } from '../json/messagesIn';
import { messageRows } from './messageRows';
import type { Run } from './run';
import { DocumentWriter, type DocumentSource } from './documentSource';
import { fileItem, FileNames } from './output';
import { choiceIn } from './parameterValues';
import { writtenBunch } from './writtenBunch';

interface ItemSource extends Source, Partial<Omit<DocumentSource, keyof Source>> {
	itemIndex: number;
}

/** The path of an item where items are written together. */
const placeOf = (itemIndex: number): string => `items[${itemIndex}].`;

/** The item that an error is about, if its path names one. */
function itemIn(error: unknown): number | undefined {
	const found = error instanceof NotWritable ? /^items\[(\d+)\]\./.exec(error.path) : null;
	return found ? Number(found[1]) : undefined;
}

/** The messages in an item's JSON. Their paths name the item where items are written together. */
function messagesOfItem(
	context: IExecuteFunctions,
	itemIndex: number,
	path: string,
	documents: DocumentWriter,
): ItemSource[] {
	let json: unknown = context.getNodeParameter('json', itemIndex);
	if (typeof json === 'string') {
		try {
			json = JSON.parse(json);
		} catch (error) {
			throw new NodeOperationError(
				context.getNode(),
				`“JSON” is no valid JSON: ${(error as Error).message}`,
				{ itemIndex },
			);
		}
	}
	const from = choiceIn(context, itemIndex, 'From', context.getNodeParameter('from', itemIndex), [
		'document',
		'segments',
	]);
	if (from === 'document') return [{ ...documents.source(itemIndex, json, path), itemIndex }];
	return messagesIn(json, path).map((message) => ({ ...message, itemIndex }));
}

/** An error that names the place in the JSON. */
function refusal(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
	pathOf = (path: string) => path,
): unknown {
	if (!(error instanceof NotWritable)) return error;
	const place = pathOf(error.path);
	const isParameter = place.startsWith('“');
	return new NodeOperationError(context.getNode(), `${place} ${error.reason}`, {
		itemIndex,
		description: `This file was not written.${isParameter ? '' : ' Correct the value in the JSON.'}`,
	});
}

type Failed = (error: unknown, itemIndex: number) => INodeExecutionData;

/** Writes the files that these messages make: each in a try of its own. */
async function filesOf(
	context: IExecuteFunctions,
	sources: ItemSource[],
	names: FileNames,
	failed: Failed,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const bunches = bunchesOf(sources);
	const isOfOneItem = sources.every(({ itemIndex }) => itemIndex === sources[0]!.itemIndex);
	const sourceOf = new Map(sources.map((source) => [source.itemIndex, source]));
	for (const [index, bunch] of bunches.entries()) {
		const items = [...new Set(bunch.sources.map(({ itemIndex }) => itemIndex))];
		const pairedItem = items.map((item) => ({ item }));
		const [first] = items as [number];
		try {
			const { interchange, bytes } = writtenBunch(context, first, bunch);
			const number = bunches.length > 1 && isOfOneItem ? index + 1 : undefined;
			const notWritten = bunch.sources.flatMap((source) => source.notWritten ?? []);
			const messages = messageRows(interchange);
			const more = { number, messages, ...(notWritten.length > 0 && { notWritten }) };
			output.push({ ...(await fileItem(context, first, interchange, bytes, names, more)), pairedItem });
		} catch (error) {
			const itemIndex = itemIn(error) ?? first;
			const { pathOf } = sourceOf.get(itemIndex)!;
			const refused = refusal(context, error, itemIndex, pathOf);
			// One for each item: n8n pairs an error item with its first item only.
			output.push(...items.map((item) => ({ ...failed(refused, item), pairedItem: { item } })));
		}
	}
	return output;
}

async function writeItems(context: IExecuteFunctions, failed: Failed): Promise<INodeExecutionData[]> {
	const batch = choiceIn(context, 0, 'One File For', context.getNodeParameter('batch', 0), [
		'item',
		'interchange',
	]);
	const isByItem = batch === 'item';
	const documents = new DocumentWriter(context, !isByItem);
	const names = new FileNames();
	const output: INodeExecutionData[] = [];
	const sources: ItemSource[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		try {
			const messages = messagesOfItem(context, itemIndex, isByItem ? '' : placeOf(itemIndex), documents);
			if (isByItem) output.push(...(await filesOf(context, messages, names, failed)));
			else sources.push(...messages);
		} catch (error) {
			output.push(failed(refusal(context, error, itemIndex), itemIndex));
		}
	}
	return [...output, ...(await filesOf(context, sources, names, failed))];
}

/** Turns documents, or what Read puts out, into files. */
export const write: Run = writeItems;
