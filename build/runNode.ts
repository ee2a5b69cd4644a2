import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/** Runs a node outside n8n on one item, with these parameters. Returns the JSON of its output items. */
export async function runNode(
	node: INodeType,
	parameters: IDataObject,
	json: IDataObject = {},
): Promise<IDataObject[]> {
	const context = {
		getInputData: () => [{ json }],
		getNode: () => ({ name: node.description.displayName }),
		getWorkflowStaticData: () => ({}),
		continueOnFail: () => false,
		getNodeParameter: (name: string, _index: number, otherwise?: unknown) => parameters[name] ?? otherwise,
		helpers: {
			prepareBinaryData: async (bytes: Buffer) => await Promise.resolve({ data: String(bytes.length) }),
		},
	} as unknown as IExecuteFunctions;
	const [items] = (await node.execute!.call(context)) as INodeExecutionData[][];
	return items!.map((item) => item.json);
}
