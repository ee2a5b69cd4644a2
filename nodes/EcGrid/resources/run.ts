import type { GenericValue, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { EcGridError, nodeError } from '../transport/failure';
import { allRows, rowsOf } from '../transport/pages';
import { isRecord } from '../transport/record';
import type { ApiRequest } from '../transport/api';
import { send } from '../transport/request';
import type { Operation, Resource } from './operation';
import { requestFor } from './request';

const chosenOf = (context: IExecuteFunctions, resources: Resource[]): Operation => {
	const resource = context.getNodeParameter('resource', 0, '');
	const operation = context.getNodeParameter('operation', 0, '');
	const found = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (found) return found;
	throw nodeError(
		context,
		`This version of the ECGrid node has no operation “${operation}” for “${resource}”. Choose one from the list, or update the node.`,
	);
};

const asObject = (value: unknown): IDataObject => {
	if (isRecord(value)) return value;
	return value === null || value === undefined ? { success: true } : { data: value as GenericValue };
};

const itemsOf = (
	operation: Operation,
	data: unknown,
	request: ApiRequest,
	item: number,
): INodeExecutionData[] =>
	[operation.output ? operation.output(data, request) : data]
		.flat()

		.map((result) => ({ json: asObject(result), pairedItem: { item } }));

/** What the API answers for one item: the `data` of one request, or the rows of a list up to the limit that is set. */
async function answerFor(
	context: IExecuteFunctions,
	{ list }: Operation,
	request: ApiRequest,
	item: number,
): Promise<unknown> {
	if (!list) return await send(context, request, item);
	const all = context.getNodeParameter('returnAll', item, false) as boolean;
	const limit = all ? Infinity : (context.getNodeParameter('limit', item, 50) as number);
	if (!list.recordsPerPage) return rowsOf(await send(context, request, item)).slice(0, limit);
	return await allRows(context, request, { recordsPerPage: list.recordsPerPage, limit, itemIndex: item });
}

/** n8n takes an item for an error, and sends it to the error output, only if it has no keys but these two. */
const errorItem = (error: Error, item: number): INodeExecutionData => ({
	json: {
		error: error.message,
		...(error instanceof EcGridError && {
			details: { errorCode: error.errorCode, httpStatus: error.status },
		}),
	},
	pairedItem: { item },
});

/**
 * Runs the operation that the node's parameters choose, for every input item, and gives its output items in order.
 * All items are checked before the first one is sent; with “continue on fail”, a bad or failed item becomes an
 * error item and the others go on.
 */
export async function run(
	context: IExecuteFunctions,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	const operation = chosenOf(context, resources);
	const failedItem = (error: unknown, itemIndex: number): INodeExecutionData => {
		const problem = nodeError(context, error, { itemIndex });
		if (!context.continueOnFail()) throw problem;
		return errorItem(problem, itemIndex);
	};

	const checked = context.getInputData().map((_, item): ApiRequest | INodeExecutionData => {
		try {
			return requestFor(context, operation, item);
		} catch (error) {
			return failedItem(error, item);
		}
	});

	const output: INodeExecutionData[] = [];
	for (const [item, request] of checked.entries()) {
		if ('json' in request) {
			output.push(request);
			continue;
		}
		try {
			output.push(...itemsOf(operation, await answerFor(context, operation, request, item), request, item));
		} catch (error) {
			output.push(failedItem(error, item));
		}
	}
	return [output];
}
