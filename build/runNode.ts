import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/** Runs a node outside n8n on one item, with these parameters and else the defaults. Returns the JSON of its output items. */
export async function runNode(
	node: INodeType,
	parameters: IDataObject,
	json: IDataObject = {},
): Promise<IDataObject[]> {
	const defaultOf = (name: string) =>
		node.description.properties.find(
			(property) =>
				property.name === name &&
				(property.displayOptions?.show?.operation ?? [parameters.operation]).includes(parameters.operation),
		)?.default;
	const context = {
		getInputData: () => [{ json }],
		getNode: () => ({ name: node.description.displayName }),
		getTimezone: () => 'UTC',
		getWorkflowStaticData: () => ({}),
		continueOnFail: () => false,
		getNodeParameter: (name: string) => parameters[name] ?? defaultOf(name),
		helpers: {
			prepareBinaryData: async (bytes: Buffer) => await Promise.resolve({ data: String(bytes.length) }),
		},
	} as unknown as IExecuteFunctions;
	const [items] = (await node.execute!.call(context)) as INodeExecutionData[][];
	return items!.map((item) => item.json);
}
