import type { IExecuteFunctions, INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { quoted } from '../fields/values';
import { EcGridError, nodeError } from '../transport/failure';
import { allRows, unpagedRows } from '../transport/pages';
import { limiterFor, send, type SendOptions } from '../transport/send';
import { messageOf, outputRedactionFor, withOneReadOfKey } from '../transport/secrets';
import { mapConcurrently } from '../transport/mapConcurrently';
import type { Operation, OutputItem, Resource, ItemRequest } from './operation';
import { showHintAfter } from './hints';
import { defaultOutput, objectsIn, onlyFields } from './defaultOutput';
import { Outcomes } from './outcomes';
import { buildRequest } from './buildRequest';

const findOperation = (context: IExecuteFunctions, resources: Resource[]): Operation => {
	const resource = context.getNodeParameter('resource', 0, '');
	const operation = context.getNodeParameter('operation', 0, '');
	const found = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (found) return found;
	throw nodeError(
		context,
		`This version of the ECGrid node has no operation ${quoted(operation)} for ${quoted(resource)}. Choose an operation from the list, or update the node.`,
	);
};

/** The response for one item: the `data` of one request, or the rows of a list up to its limit. */
async function answerFor(
	context: IExecuteFunctions,
	{ list }: Operation,
	{ request, limit }: ItemRequest,
	sending: SendOptions,
): Promise<unknown> {
	if (!list) return await send(context, request, sending);
	if (!list.recordsPerPage) return await unpagedRows(context, request, { limit }, sending);
	return await allRows(context, request, { recordsPerPage: list.recordsPerPage, limit }, sending);
}

async function outputFor(
	context: IExecuteFunctions,
	operation: Operation,
	item: ItemRequest,
	sending: SendOptions & { itemIndex: number },
): Promise<OutputItem[]> {
	if (operation.perform) {
		const { itemIndex } = sending;
		return await operation.perform({
			...item,
			context,
			itemIndex,
			send: async (request) => await send(context, request, sending),
			rows: async (request) => await unpagedRows(context, request, {}, sending),
		});
	}
	const data = await answerFor(context, operation, item, sending);
	const results =
		operation.output?.(data, item) ??
		(operation.list ? [data].flat() : objectsIn(data)).map((each) => defaultOutput(each, operation, item));
	return [results]
		.flat()
		.map((json) => ({ json: item.keptFields ? onlyFields(json, item.keptFields) : json }));
}

/** Whether the outcome is unknown, and if so, how to check it: for a workflow that continues after a failure. */
const doubtOf = ({ outcomeUnknown, description }: EcGridError) =>
	outcomeUnknown && { outcomeUnknown, description };

/** The item for a failure. n8n sends an item to the error output only if it has no other keys than these two. */
const errorItem = (error: Error, message: string, item: number): INodeExecutionData => ({
	json: {
		error: message,
		...(error instanceof EcGridError && {
			details: { errorCode: error.errorCode, httpStatus: error.status, ...doubtOf(error) },
		}),
	},
	pairedItem: { item },
});

/** Adds to an item's error that the items before it were carried out, and that another run would do so again. */
function warnOfRepetition(error: NodeApiError | NodeOperationError, itemIndex: number) {
	if (itemIndex === 0) return;
	const done = itemIndex === 1 ? 'The item before it was' : `The ${itemIndex} items before it were`;
	error.description = `${error.description ?? ''} ${done} already carried out. Running all items again would do so twice. With “On Error: Continue”, n8n keeps the results of the other items.`;
}

/**
 * Runs the chosen operation for every input item, and returns the output items in order. Checks all items before it
 * sends the first one. Requests that are safe to repeat go out concurrently, others one by one. With “continue on
 * fail”, a bad or failed item becomes an error item and the others continue. If n8n retries the same run, it continues
 * where it stopped.
 */
export async function run(
	context: IExecuteFunctions,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	try {
		return await runItems(context, resources);
	} catch (error) {
		const problem = nodeError(context, error);
		if (!context.continueOnFail()) throw problem;
		// If a node that continues on errors throws, n8n passes its input on as if it had succeeded.
		const message = await messageOf(context, problem);
		return [[...context.getInputData().keys()].map((item) => errorItem(problem, message, item))];
	}
}

async function runItems(context: IExecuteFunctions, resources: Resource[]): Promise<INodeExecutionData[][]> {
	const operation = findOperation(context, resources);
	const items = context.getInputData();
	const keyOwner = withOneReadOfKey(context);
	const failedItem = async (error: unknown, itemIndex: number): Promise<INodeExecutionData> => {
		const problem = nodeError(context, error, { itemIndex });
		if (context.continueOnFail()) return errorItem(problem, await messageOf(keyOwner, problem), itemIndex);
		if (items.length > 1) problem.message += ` [item ${itemIndex}]`;
		throw problem;
	};

	const outcomes = new Outcomes(context);
	const check = async (item: number): Promise<ItemRequest | INodeExecutionData | undefined> => {
		if (outcomes.has(item)) return undefined;
		try {
			return buildRequest(context, operation, item);
		} catch (error) {
			return await failedItem(error, item);
		}
	};
	const checked: Array<Awaited<ReturnType<typeof check>>> = [];
	for (const item of items.keys()) checked.push(await check(item));

	const withoutSecrets = outputRedactionFor(keyOwner);
	const outputWithoutSecrets = async (item: ItemRequest, sending: SendOptions & { itemIndex: number }) => {
		const results = await outputFor(context, operation, item, sending);
		const json = await withoutSecrets(
			results.map((result) => result.json),
			item.request,
		);
		return results.map((result, index) => ({ ...result, json: json[index]! }));
	};

	let succeeded = false;
	const limiter = limiterFor(context);
	const limit = () => (operation.idempotent ? limiter.limit : 1);
	const output = await mapConcurrently(checked, limit, async (item, itemIndex) => {
		if (item && 'json' in item) return [item];
		try {
			const results = item
				? await outcomes.keep(itemIndex, outputWithoutSecrets(item, { itemIndex, limiter }))
				: outcomes.get(itemIndex);
			succeeded = true;
			return results.map((result) => ({ ...result, pairedItem: { item: itemIndex } }));
		} catch (error) {
			const problem = nodeError(context, error, { itemIndex });
			if (!operation.idempotent) warnOfRepetition(problem, itemIndex);
			return [await failedItem(problem, itemIndex)];
		}
	});
	if (succeeded) showHintAfter(context, operation);
	return [output.flat()];
}
