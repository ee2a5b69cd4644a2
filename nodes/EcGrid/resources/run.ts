import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { EcGridError } from '../transport/failure';
import { send } from '../transport/request';
import type { Operation, Resource } from './operation';
import { requestFor } from './request';

const find = (context: IExecuteFunctions, resources: Resource[]): Operation => {
	const resource = context.getNodeParameter('resource', 0);
	const operation = context.getNodeParameter('operation', 0);
	const found = resources
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		`This version of the ECGrid node has no operation “${operation}” for “${resource}”. Choose one from the list, or update the node.`,
	);
};

const itemsOf = (operation: Operation, data: unknown, item: number): INodeExecutionData[] => {
	const output = operation.output ? operation.output(data) : (data as IDataObject | IDataObject[]);
	return [output].flat().map((json) => ({ json, pairedItem: { item } }));
};

const errorItem = (error: Error, item: number): INodeExecutionData => ({
	json: {
		error: error.message,
		...(error instanceof EcGridError && { errorCode: error.errorCode, httpStatus: error.status }),
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
	const operation = find(context, resources);
	const goOn = context.continueOnFail();
	const attempt = <T>(work: () => T): T | Error => {
		try {
			return work();
		} catch (error) {
			if (goOn) return error as Error;
			throw error instanceof NodeOperationError
				? error
				: new NodeOperationError(context.getNode(), error as Error);
		}
	};

	const requests = context
		.getInputData()
		.map((_, item) => attempt(() => requestFor(context, operation, item)));
	const output: INodeExecutionData[] = [];
	for (const [item, request] of requests.entries()) {
		if (request instanceof Error) {
			output.push(errorItem(request, item));
			continue;
		}
		try {
			output.push(...itemsOf(operation, await send(context, request, item), item));
		} catch (error) {
			if (!goOn)
				throw error instanceof EcGridError
					? error
					: new NodeOperationError(context.getNode(), error as Error, { itemIndex: item });
			output.push(errorItem(error as Error, item));
		}
	}
	return [output];
}
