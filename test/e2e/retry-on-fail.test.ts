import type { WorkflowContent, WorkflowNode } from '../../local-n8n/api';
import type { Fault } from '../../sandbox';
import { useLab } from './lab';
import { startModel } from './model';

const lab = useLab();

const UPLOAD = 'POST /v2/parcels/upload';
/** Replaces a fault where a request should succeed. */
const WELL: Fault = { delayMs: 1 };
const REFUSED: Fault = { status: 400, errorCode: 'InvalidParameter', message: 'No such partner' };
/** ECGrid has carried it out, and the response is lost. */
const LOST: Fault = { cut: true, afterWork: true };

const node = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: WorkflowNode['parameters'] = {},
	more: Partial<WorkflowNode> = {},
): WorkflowNode => ({ id: name, name, type, typeVersion, position: [0, 0], parameters, ...more });

const to = (name: string, type = 'main') => [{ node: name, type, index: 0 }];

/** Uploads a file for each item, with *Retry On Fail*. */
const uploading = (more: Partial<WorkflowNode> = {}, fileName = '={{ $json.files }}') =>
	node(
		'Upload',
		'n8n-nodes-ecgrid.ecGrid',
		1,
		{
			resource: 'parcel',
			operation: 'upload',
			input: 'text',
			content: 'ISA',
			fileName,
			additionalFields: { ecGridIdFrom: '820001', ecGridIdTo: '820002' },
		},
		{ retryOnFail: true, maxTries: 3, waitBetweenTries: 10, ...more },
	);

/** Start, and one item per file. */
const files = (names: string[]): WorkflowNode[] => [
	node('Start', 'n8n-nodes-base.manualTrigger', 1),
	node('Files', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify({ files: names }) }),
	node('Each', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'files', options: {} }),
];

const line = (names: string[], upload = uploading()): WorkflowContent => ({
	name: 'Upload each',
	settings: { executionOrder: 'v1' },
	nodes: [...files(names), upload],
	connections: {
		Start: { main: [to('Files')] },
		Files: { main: [to('Each')] },
		Each: { main: [to('Upload')] },
	},
});

const run = async (content: WorkflowContent) => {
	const { id } = await lab.importWorkflow(content);
	return await lab.api.runManually(id, 'Start');
};

/** The names of the sent files, in order, including refused ones. */
const sent = () =>
	lab.requestsTo('/v2/parcels/upload').map(({ body }) => (body as { fileName: string }).fileName);

describe('Retry On Fail', () => {
	test("doesn't upload a file again if a later item is refused", async () => {
		lab.sandbox.fault(UPLOAD, WELL, REFUSED);
		const execution = await run(line(['1.edi', '2.edi', '3.edi']));
		expect(execution.status).toBe('success');
		expect(sent()).toEqual(['1.edi', '2.edi', '2.edi', '3.edi']);
		expect(execution.output('Upload').map(({ fileName }) => fileName)).toEqual(['1.edi', '2.edi', '3.edi']);
	});

	test('retries nothing after an unknown outcome, and the error says so', async () => {
		lab.sandbox.fault(UPLOAD, WELL, LOST);
		const { error } = await run(line(['1.edi', '2.edi', '3.edi']));
		expect(sent()).toEqual(['1.edi', '2.edi']);
		expect(error!.message).toMatch(/isn't known whether ECGrid carried out the request/);
		expect(error!.description).toMatch(/“Retry On Fail” did not send this again/);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'])(
		'%s: sends again only the first item, which was refused',
		async (onError) => {
			lab.sandbox.fault(UPLOAD, REFUSED);
			const execution = await run(line(['1.edi', '2.edi', '3.edi'], uploading({ onError })));
			expect(sent()).toEqual(['1.edi', '2.edi', '3.edi', '1.edi']);
			expect(execution.output('Upload').map(({ fileName }) => fileName)).toEqual(['1.edi', '2.edi', '3.edi']);
		},
	);

	test("continueRegularOutput: doesn't send an item with an unknown outcome again, nor the others", async () => {
		lab.sandbox.fault(UPLOAD, LOST);
		const execution = await run(
			line(['1.edi', '2.edi', '3.edi'], uploading({ onError: 'continueRegularOutput' })),
		);
		expect(sent()).toEqual(['1.edi', '2.edi', '3.edi']);
		expect(execution.output('Upload')).toMatchObject([
			{ error: expect.stringContaining("isn't known") },
			{ fileName: '2.edi' },
			{ fileName: '3.edi' },
		]);
	});

	test('in a loop, each round sends its own items, even identical ones', async () => {
		lab.sandbox.fault(UPLOAD, WELL, REFUSED, WELL, WELL, REFUSED);
		const execution = await run({
			name: 'Upload in a loop',
			settings: { executionOrder: 'v1' },
			nodes: [
				...files(['a.edi', 'a.edi', 'a.edi', 'a.edi']),
				node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 2, options: {} }),
				uploading(),
			],
			connections: {
				Start: { main: [to('Files')] },
				Files: { main: [to('Each')] },
				Each: { main: [to('Loop')] },
				Loop: { main: [[], to('Upload')] },
				Upload: { main: [to('Loop')] },
			},
		});
		expect(execution.status).toBe('success');
		expect(lab.requestsTo('/v2/parcels/upload').map(({ status }) => status)).toEqual([
			200, 400, 200, 200, 400, 200,
		]);
		expect(execution.output('Loop')).toHaveLength(4);
	});

	test('a second node sends the same items too', async () => {
		const content = line(['1.edi', '2.edi']);
		const second = { ...uploading(), id: 'Second', name: 'Second' };
		await run({
			...content,
			nodes: [...content.nodes, second],
			connections: { ...content.connections, Each: { main: [[...to('Upload'), ...to('Second')]] } },
		});
		expect(sent()).toEqual(['1.edi', '2.edi', '1.edi', '2.edi']);
	});

	test('“Retry” of a failed execution is a new execution: it runs the failed node with all its items', async () => {
		lab.sandbox.fault(UPLOAD, WELL, { ...REFUSED, times: 3 });
		const { id, error } = await run(line(['1.edi', '2.edi']));
		expect(error!.description).toMatch(/already carried out\. Running all items again would do so twice/);
		expect(sent()).toEqual(['1.edi', '2.edi', '2.edi', '2.edi']);
		await lab.api.call('POST', `/executions/${id}/retry`, { loadWorkflow: false });
		expect(sent().slice(4)).toEqual(['1.edi', '2.edi']);
	});
});

describe.each([3.1, 2.2])('Retry On Fail of a tool, with an agent of version %s', (typeVersion) => {
	/** An agent whose model calls the tool this many times with the same words. */
	async function ask(calls: number) {
		const model = await startModel({ File_Name: 'order.edi' }, calls);
		try {
			const openAi = await lab.api.createCredential('Model', 'openAiApi', { apiKey: 'none', url: model.url });
			const upload = uploading({}, "={{ $fromAI('File_Name', '', 'string') }}");
			const { id } = await lab.importWorkflow({
				name: 'An agent uploads',
				settings: { executionOrder: 'v1' },
				nodes: [
					node('Start', 'n8n-nodes-base.manualTrigger', 1),
					node('Agent', '@n8n/n8n-nodes-langchain.agent', typeVersion, {
						promptType: 'define',
						text: 'Send it.',
						options: {},
					}),
					node(
						'Model',
						'@n8n/n8n-nodes-langchain.lmChatOpenAi',
						1.2,
						{ model: { __rl: true, mode: 'id', value: 'model' }, options: {} },
						{ credentials: { openAiApi: openAi } },
					),
					{
						...upload,
						type: 'n8n-nodes-ecgrid.ecGridTool',
						parameters: { ...upload.parameters, descriptionType: 'auto' },
					},
				],
				connections: {
					Start: { main: [to('Agent')] },
					Model: { ai_languageModel: [to('Agent', 'ai_languageModel')] },
					Upload: { ai_tool: [to('Agent', 'ai_tool')] },
				},
			});
			return await lab.api.runManually(id, 'Start');
		} finally {
			await model.stop();
		}
	}

	test('two calls of the model are two uploads, even with the same words', async () => {
		await ask(2);
		expect(sent()).toEqual(['order.edi', 'order.edi']);
	});

	test('a refusal is retried', async () => {
		lab.sandbox.fault(UPLOAD, REFUSED);
		await ask(1);
		expect(sent()).toEqual(['order.edi', 'order.edi']);
	});

	test("an unknown outcome isn't retried", async () => {
		lab.sandbox.fault(UPLOAD, LOST);
		const { stored } = await ask(1);
		expect(sent()).toEqual(['order.edi']);
		expect(stored).toContain("isn't known whether ECGrid carried out the request");
	});
});
