import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

/** An operation of the EDI node: what the editor shows, and what it does. */
export interface Operation {
	value: string;
	name: string;
	action: string;
	description: string;
	properties: INodeProperties[];
	/** The output items of all input items. `failed` makes an item of an error, or throws it. */
	run: (
		context: IExecuteFunctions,
		failed: (error: unknown, itemIndex: number) => INodeExecutionData,
	) => Promise<INodeExecutionData[]>;
}

/** Runs an operation that works on one input item after another. */
export const forEachItem =
	(
		perform: (context: IExecuteFunctions, itemIndex: number) => Promise<INodeExecutionData[]>,
	): Operation['run'] =>
	async (context, failed) => {
		const output: INodeExecutionData[] = [];
		for (const itemIndex of context.getInputData().keys()) {
			try {
				for (const item of await perform(context, itemIndex))
					output.push({ ...item, pairedItem: { item: itemIndex } });
			} catch (error) {
				output.push(failed(error, itemIndex));
			}
		}
		return output;
	};

/** The collection of an operation's options. */
export const optionsProperty = (operation: string, options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show: { operation: [operation] } },
	options,
});
