import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** What an operation does: the output items of all input items. `failed` makes an item of an error, or throws it. */
export type Run = (
	context: IExecuteFunctions,
	failed: (error: unknown, itemIndex: number) => INodeExecutionData,
) => Promise<INodeExecutionData[]>;

/** Runs an operation that works on one input item after another. */
export const forEachItem =
	(perform: (context: IExecuteFunctions, itemIndex: number) => Promise<INodeExecutionData[]>): Run =>
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
