import {
	NodeHelpers,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';

/** Runs a node outside n8n on one item, with these parameters and the defaults of all others. Returns the JSON of its output items. */
export async function runNode(
	node: INodeType,
	parameters: IDataObject,
	json: IDataObject = {},
): Promise<IDataObject[]> {
	const { description } = node;
	const all = NodeHelpers.getNodeParameters(
		description.properties,
		parameters as INodeParameters,
		true,
		false,
		null,
		description,
	)!;
	const context = {
		getInputData: () => [{ json }],
		getNode: () => ({ name: description.displayName }),
		getTimezone: () => 'UTC',
		continueOnFail: () => false,
		getNodeParameter: (name: string, _index: number, otherwise?: unknown) => all[name] ?? otherwise,
		helpers: {
			prepareBinaryData: async (bytes: Buffer) => await Promise.resolve({ data: String(bytes.length) }),
		},
	} as unknown as IExecuteFunctions;
	const [items] = (await node.execute!.call(context)) as INodeExecutionData[][];
	return items!.map((item) => item.json);
}
