import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkflowNode } from '../../local-n8n/api';
import { useLab, withEditor } from './lab';
import { startModel } from './model';

const lab = useLab(withEditor);

interface Description {
	name: string;
	displayName: string;
	outputs: unknown[];
	properties: Array<{ name: string; options?: Array<{ value: string; description?: string }> }>;
}

const types = async () => (await lab.api.nodeTypes()) as unknown as Description[];

/** An agent with a chat model and a tool with these parameters: by default the ECGrid tool. */
async function agentWith(
	model: string,
	parameters: Record<string, unknown>,
	type = 'n8n-nodes-ecgrid.ecGridTool',
) {
	const tool = type.endsWith('ediTool') ? 'What does this order say' : 'Look up a parcel';
	const openAi = await lab.api.createCredential('Model', 'openAiApi', { apiKey: 'none', url: model });
	const node = (name: string, type: string, typeVersion: number, more: Partial<WorkflowNode>) => ({
		id: crypto.randomUUID(),
		name,
		type,
		typeVersion,
		position: [0, 0] as [number, number],
		parameters: {},
		...more,
	});
	return await lab.importWorkflow({
		name: 'An agent asks ECGrid',
		settings: { executionOrder: 'v1' },
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
			node('Agent', '@n8n/n8n-nodes-langchain.agent', 3.1, {
				parameters: { promptType: 'define', text: 'Where is my parcel?', options: {} },
			}),
			node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, {
				parameters: { model: { __rl: true, mode: 'id', value: 'model' }, options: {} },
				credentials: { openAiApi: openAi },
			}),
			node(tool, type, 1, { parameters }),
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
			[tool]: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	});
}

describe('as a tool', () => {
	test('offers the ECGrid node and the EDI node but not the triggers', async () => {
		const tools = (await types()).filter(({ name }) => /^n8n-nodes-ecgrid\..*Tool$/.test(name));
		expect(tools.map(({ name }) => name).sort()).toEqual([
			'n8n-nodes-ecgrid.ecGridTool',
			'n8n-nodes-ecgrid.ediTool',
		]);
		for (const { outputs } of tools) expect(outputs).toEqual(['ai_tool']);
	});

	test('has every operation of the node, each with a description', async () => {
		const all = await types();
		const operationsOf = (type: string) =>
			all
				.find(({ name }) => name === type)!
				.properties.filter(({ name }) => name === 'operation')
				.flatMap(({ options }) => options!)
				// n8n's own switch to the HTTP Request node.
				.filter(({ value }) => value !== '__CUSTOM_API_CALL__');
		const operations = operationsOf('n8n-nodes-ecgrid.ecGridTool');
		expect(operations).toEqual(operationsOf('n8n-nodes-ecgrid.ecGrid'));
		expect(operations.length).toBeGreaterThan(20);
		for (const { description } of operations) expect(description).toMatch(/\w+ \w+/);
	});

	test('tells a model what it does and needs, and returns what ECGrid answers', async () => {
		const { parcelId } = lab.sandbox.addParcel({ fileName: 'PO-884213.edi', content: 'x' }, { fire: false });
		const model = await startModel({ Parcel_ID: String(parcelId) });
		try {
			const { id } = await agentWith(model.url, {
				descriptionType: 'auto',
				resource: 'parcel',
				operation: 'get',
				parcelId: "={{ $fromAI('Parcel_ID', 'The ID of the parcel, digits only', 'string') }}",
			});
			const execution = await lab.api.runManually(id, 'Start');
			expect(execution.error?.message).toBeUndefined();
			const [tool] = model.questions[0]!.tools!;
			expect(tool!.function.name).toBe('Look_up_a_parcel');
			expect(tool!.function.description).toBe('Get parcel in ECGrid');
			expect(tool!.function.parameters).toMatchObject({
				properties: { Parcel_ID: { type: 'string', description: 'The ID of the parcel, digits only' } },
				required: ['Parcel_ID'],
			});
			expect(JSON.stringify(execution.output('Agent'))).toContain('PO-884213.edi');
			expect(lab.requestsTo(`/v2/parcels/${parcelId}`)).toHaveLength(1);
		} finally {
			await model.stop();
		}
	});

	test('returns only the fields that a person selected', async () => {
		lab.sandbox.addCallback({ url: 'https://localhost:9/', event: 'User' });
		const [event] = lab.sandbox.fire('User');
		const model = await startModel({});
		try {
			const { id } = await agentWith(model.url, {
				resource: 'callbackEvent',
				operation: 'get',
				callbackEventId: String(event!.callbackEventId),
				output: 'selectedFields',
				outputFields: ['event', 'created'],
			});
			const execution = await lab.api.runManually(id, 'Start');
			expect(execution.error?.message).toBeUndefined();
			const told = JSON.stringify(model.questions[1]!.messages.at(-1));
			for (const said of ['event', 'created']) expect(told).toContain(said);
			for (const unsaid of ['callbackEventId', 'payload', 'attempts']) expect(told).not.toContain(unsaid);
		} finally {
			await model.stop();
		}
	});

	test("doesn't pass a file to the model, only its name, size and media type", async () => {
		const content = 'ISA*00*secret of the partner';
		const { parcelId } = lab.sandbox.addParcel({ fileName: 'PO-884213.edi', content }, { fire: false });
		const model = await startModel({ Parcel_ID: String(parcelId) });
		try {
			const { id } = await agentWith(model.url, {
				descriptionType: 'auto',
				resource: 'parcel',
				operation: 'download',
				parcelId: "={{ $fromAI('Parcel_ID', '', 'string') }}",
			});
			const execution = await lab.api.runManually(id, 'Start');
			expect(execution.error?.message).toBeUndefined();
			const told = JSON.stringify(model.questions[1]!.messages);
			for (const known of [/PO-884213\.edi/, /bytes\W+28\b/, /application\/EDI-X12/])
				expect(told).toMatch(known);
			for (const secret of [content, Buffer.from(content).toString('base64')])
				expect(told).not.toContain(secret);
		} finally {
			await model.stop();
		}
	});

	test("returns a model's wrong ID to it as an error in words, and sends nothing", async () => {
		const model = await startModel({ Parcel_ID: 'the last one' });
		try {
			const { id } = await agentWith(model.url, {
				descriptionType: 'auto',
				resource: 'parcel',
				operation: 'get',
				parcelId: "={{ $fromAI('Parcel_ID', '', 'string') }}",
			});
			const { stored } = await lab.api.runManually(id, 'Start');
			expect(stored).toContain('“Parcel ID” must be an ID of digits only');
			expect(JSON.stringify(model.questions[1]!.messages)).toContain(
				'“Parcel ID” must be an ID of digits only',
			);
			expect(lab.sandbox.requests).toHaveLength(0);
		} finally {
			await model.stop();
		}
	});

	test('tells a model what an order says, without its segments', async () => {
		const order = readFileSync(join(__dirname, '../../demo/850.edi'), 'utf8');
		const model = await startModel({ Content: order });
		try {
			const parameters = {
				descriptionType: 'manual',
				toolDescription: 'Read an order. Returns it as `document`.',
				operation: 'read',
				input: 'text',
				content: "={{ $fromAI('Content', 'The whole file, from ISA, UNA or UNB on', 'string') }}",
				options: { includeSegments: false },
			};
			const { id } = await agentWith(model.url, parameters, 'n8n-nodes-ecgrid.ediTool');
			const execution = await lab.api.runManually(id, 'Start');
			expect(execution.error?.message).toBeUndefined();
			const [tool] = model.questions[0]!.tools!;
			expect(tool!.function).toMatchObject({
				name: 'What_does_this_order_say',
				description: 'Read an order. Returns it as `document`.',
			});
			const told = JSON.stringify(model.questions[1]!.messages.at(-1));
			for (const said of ['PO-884213', 'shipTo', 'WB-2210', '11.75']) expect(told).toContain(said);
			for (const unsaid of ['segments', 'syntax']) expect(told).not.toContain(unsaid);
		} finally {
			await model.stop();
		}
	});
});
