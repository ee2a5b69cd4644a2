import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { subtitleOf } from '../shared/subtitle';
import { operations as described } from './description';
import type * as operations from './operations';

/**
 * Loads the code of the operations, most of this package, when it is first needed: n8n starts sooner without it. Throws
 * if the package on disk is no longer the one that n8n has loaded.
 */
function loadRuns(context: IExecuteFunctions) {
	try {
		return (require('./operations') as typeof operations).runs;
	} catch (error) {
		throw new NodeOperationError(context.getNode(), error as Error, {
			message: 'The package n8n-nodes-ecgrid was updated or removed while n8n was running',
			description: 'Restart n8n, then execute the workflow again. Nothing was read or written.',
		});
	}
}

const choice: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: described.map(({ name, value, action, description }) => ({ name, value, action, description })),
	default: 'read',
};

export class Edi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'EDI',
		name: 'edi',
		icon: { light: 'file:../../icons/edi.svg', dark: 'file:../../icons/edi.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf('[$parameter["operation"]]', described),
		description:
			'Read, show, split, write and acknowledge X12 and EDIFACT files: purchase orders, invoices, ship notices and so on',
		defaults: { name: 'EDI' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		hints: [
			{
				message: 'Leave <code>syntax</code> in the items: it is what it takes to write the same bytes again.',
				displayCondition: '={{ $parameter["operation"] === "write" }}',
				whenToDisplay: 'beforeExecution',
				location: 'inputPane',
			},
		],
		builderHint: {
			searchHint:
				'Read turns an X12 or EDIFACT file into JSON, with what the message says in document. Write makes a file of such a document. Files come from Parcel → Download of the ECGrid node and go out with Parcel → Upload, or come from and go to any node that handles files.',
		},
		properties: [choice, ...described.flatMap(({ properties }) => properties)],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const chosen = this.getNodeParameter('operation', 0);
		const run = loadRuns(this).get(String(chosen));
		if (!run)
			throw new NodeOperationError(
				this.getNode(),
				`“Operation” is “${String(chosen)}”, which this node doesn't have`,
			);
		return [await run(this, (error, item) => failedItem(this, error, item))];
	}
}

/** The item for an error. Throws it unless the workflow continues after errors. */
function failedItem(context: IExecuteFunctions, error: unknown, item: number): INodeExecutionData {
	const problem =
		error instanceof NodeOperationError
			? error
			: new NodeOperationError(context.getNode(), error as Error, { itemIndex: item });
	if (!context.continueOnFail()) throw problem;
	return { json: { error: problem.message }, pairedItem: { item } };
}
