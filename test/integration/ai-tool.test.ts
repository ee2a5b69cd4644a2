import type { INode, INodeParameters, INodeType } from 'n8n-workflow';

import { loadPackage } from './n8n';

interface Tool {
	name: string;
	description: string;
	schema: { parse(given: unknown): unknown };
}

/** What n8n-core turns a node into for an agent. n8n-core exports it only to n8n. */
const { createNodeAsTool } =
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	require('n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool') as {
		createNodeAsTool(options: { node: INode; nodeType: INodeType; handleToolInvocation(): void }): {
			response: Tool;
		};
	};

const toolWith = async (
	parameters: INodeParameters,
	name = 'Look up a parcel',
	type = 'ecGrid',
): Promise<Tool> => {
	const nodeType = (await loadPackage()).getNode(type).type as INodeType;
	const node: INode = {
		id: 'tool',
		name,
		type: `n8n-nodes-ecgrid.${type}Tool`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {
			descriptionType: 'auto',
			...(type === 'ecGrid' && { resource: 'parcel', operation: 'get' }),
			...parameters,
		},
	};
	return createNodeAsTool({ node, nodeType, handleToolInvocation: () => undefined }).response;
};

const ask = (...parts: unknown[]) =>
	`={{ $fromAI(${parts.map((part) => JSON.stringify(part)).join(', ')}) }}`;

describe('docs/ai-tool.md is right about tools', () => {
	test('EDI, without resources, tells the model what the node does as a whole, or what you say', async () => {
		const automatic = await toolWith({ operation: 'read' }, 'An order', 'edi');
		expect(automatic.description).toMatch(
			/^Read, show, split, write and acknowledge X12 and EDIFACT files: /,
		);
		const manual = { descriptionType: 'manual', toolDescription: 'Read an order', operation: 'read' };
		expect((await toolWith(manual, 'An order', 'edi')).description).toBe('Read an order');
	});

	test('the name replaces other characters with _ and has at most 64 characters', async () => {
		expect((await toolWith({}, 'Parcel: look up_PO-1')).name).toBe('Parcel_look_up_PO-1');
		expect((await toolWith({}, 'x'.repeat(70))).name).toBe('x'.repeat(64));
	});

	test('Set Automatically tells the model the action', async () => {
		expect((await toolWith({})).description).toBe('Get parcel in ECGrid');
	});

	test.each<[string, unknown, unknown]>([
		['string', '7', 7],
		['number', 7, '7'],
		['boolean', true, 'true'],
		['json', { id: 7 }, '{"id":7}'],
	])('a key of the type %s accepts %j, and not %j', async (type, right, wrong) => {
		const { schema } = await toolWith({ parcelId: ask('Key', '', type) });
		expect(schema.parse({ Key: right })).toEqual({ Key: right });
		expect(() => schema.parse({ Key: wrong })).toThrow();
	});

	test('a key without a type is a string', async () => {
		const { schema } = await toolWith({ parcelId: ask('Key') });
		expect(schema.parse({ Key: '7' })).toEqual({ Key: '7' });
		expect(() => schema.parse({ Key: 7 })).toThrow();
	});

	test('a key is required; one with a default is optional and then has the default', async () => {
		const { schema } = await toolWith({
			parcelId: ask('Parcel_ID', 'The ID of the parcel, digits only', 'string'),
			limit: ask('Limit', 'How many', 'number', 20),
		});
		expect(schema.parse({ Parcel_ID: '7' })).toEqual({ Parcel_ID: '7', Limit: 20 });
		expect(() => schema.parse({ Limit: 20 })).toThrow();
	});

	test.each(['', 'x'.repeat(65), 'Parcel ID', 'Parcel.ID'])('refuses the key “%s”', async (key) => {
		await expect(toolWith({ parcelId: ask(key) })).rejects.toThrow(/key/i);
	});

	test('a key has at most 64 characters and may be in two fields', async () => {
		const key = `A_-9${'x'.repeat(60)}`;
		const { schema } = await toolWith({ parcelId: ask(key, 'a'), other: ask(key, 'a') });
		expect(schema.parse({ [key]: '7' })).toEqual({ [key]: '7' });
	});

	test.each<[string, unknown[]]>([
		['description', ['Key', 'b', 'string']],
		['type', ['Key', 'a', 'number']],
	])('refuses the same key with another %s', async (_, parts) => {
		const twice = toolWith({ parcelId: ask('Key', 'a', 'string'), other: ask(...parts) });
		await expect(twice).rejects.toThrow(/Duplicate key/);
	});
});
