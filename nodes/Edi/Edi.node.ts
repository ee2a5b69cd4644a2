import {
	NodeConnectionTypes,
	NodeOperationError,
	OperationalError,
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
 * if it can't be loaded, because the package on disk is no longer the one that n8n has loaded, or for another reason.
 */
function loadRuns(context: IExecuteFunctions): typeof operations.runs {
	try {
		const { runs } = require('./operations') as Partial<typeof operations>;
		if (!runs) throw new OperationalError('its file is empty');
		return runs;
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		const problem =
			code === 'MODULE_NOT_FOUND'
				? {
						message:
							'The package n8n-nodes-ecgrid is being updated, or was updated or removed while n8n was running',
						wayOut:
							'Execute the workflow again. If that fails, too, restart n8n, in queue mode with all its workers.',
					}
				: {
						message: `The code of the EDI node can't be loaded: ${message}`,
						wayOut: 'Install the package n8n-nodes-ecgrid again, restart n8n and execute the workflow again.',
					};
		throw new NodeOperationError(context.getNode(), error as Error, {
			message: problem.message,
			description: `${problem.wayOut} Nothing was read or written.`,
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
		try {
			return [await chosenRun(this)(this, (error, item) => failedItem(this, error, item))];
		} catch (error) {
			const problem = problemOf(this, error);
			if (!this.continueOnFail()) throw problem;
			// If a node that continues on errors throws, n8n passes its input on as if it had succeeded.
			return [[...this.getInputData().keys()].map((item) => errorItem(problem, item))];
		}
	}
}

/** What the chosen operation does. Throws if this version of the node doesn't have it. */
function chosenRun(context: IExecuteFunctions) {
	const chosen = String(context.getNodeParameter('operation', 0));
	const run = loadRuns(context).get(chosen);
	if (run) return run;
	throw new NodeOperationError(context.getNode(), `“Operation” is “${chosen}”, which this node doesn't have`);
}

const problemOf = (context: IExecuteFunctions, error: unknown, itemIndex?: number): NodeOperationError =>
	error instanceof NodeOperationError
		? error
		: new NodeOperationError(context.getNode(), error as Error, { itemIndex });

const errorItem = ({ message }: Error, item: number): INodeExecutionData => ({
	json: { error: message },
	pairedItem: { item },
});

/** The item for an error. Throws it unless the workflow continues after errors. */
function failedItem(context: IExecuteFunctions, error: unknown, item: number): INodeExecutionData {
	const problem = problemOf(context, error, item);
	if (!context.continueOnFail()) throw problem;
	return errorItem(problem, item);
}
