import 'reflect-metadata';

import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

// One folder for each of jest's processes, used again by the next run.
process.env.N8N_USER_FOLDER ??= join(tmpdir(), `ecgrid-n8n-core-${process.env.JEST_WORKER_ID}`);
mkdirSync(process.env.N8N_USER_FOLDER, { recursive: true });
process.env.N8N_ENCRYPTION_KEY ??= 'integration-tests';
process.env.N8N_LOG_LEVEL ??= 'silent';

import {
	HookContext,
	LoadOptionsContext,
	PackageDirectoryLoader,
	PollContext,
	TriggerContext,
	WebhookContext,
	WorkflowExecute,
	ExecutionLifecycleHooks,
} from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ExecutionError,
	type IBinaryKeyData,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type ITriggerFunctions,
	type IWebhookData,
	type IWebhookDescription,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { N8nProcess } from './process';

const root = join(__dirname, '../..');
const PACKAGE = 'n8n-nodes-ecgrid';

/** The part of a trigger's webhook URL that n8n gives each node. */
export const WEBHOOK_ID = '8a6b4d2c-0000-4000-8000-000000000001';

/** What n8n decrypts for the node. */
export interface Credentials {
	apiKey: string;
	baseUrl: string;
}

let loader: PackageDirectoryLoader;

let currentProcess = new N8nProcess();

/** As if n8n had been stopped, or killed, and started again: what the nodes kept in memory is gone. Gives the new process. */
export const restartProcess = (): N8nProcess => (currentProcess = new N8nProcess());

/** The process of n8n that nodes run in unless a test says otherwise. */
export const thisProcess = (): N8nProcess => currentProcess;

/** Loads the built package as n8n does. */
export async function loadPackage(): Promise<PackageDirectoryLoader> {
	if (!loader) {
		loader = new PackageDirectoryLoader(root);
		await loader.loadAll();
	}
	return loader;
}

const source: INodeType = {
	description: {
		displayName: 'Source',
		name: 'source',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

const nodeTypes: INodeTypes = {
	getByName: (type) => nodeTypes.getByNameAndVersion(type),
	getByNameAndVersion: (type) => {
		if (type === 'source') return source;
		const loaded = loader.getNode(type.replace(`${PACKAGE}.`, '')).type as INodeType;
		// The action node runs in a process; of the triggers n8n-core asks only for their descriptions.
		return loaded.description.name === 'ecGrid' ? currentProcess.node('EcGrid') : loaded;
	},
	getKnownTypes: () => ({}),
};

/** What n8n gives a node besides its parameters, with one credential. */
function additionalDataFor(
	credentials: Credentials | undefined,
	process = currentProcess,
): IWorkflowExecuteAdditionalData {
	const credentialType = process.credential();
	return {
		credentialsHelper: {
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
			preAuthentication: async () => undefined,
			getDecrypted: async () => ({ ...credentials }),
			getCredentialsProperties: () => credentialType.properties,
			authenticate: async (data: IDataObject, _type: string, request: IHttpRequestOptions) =>
				typeof credentialType.authenticate === 'function'
					? await credentialType.authenticate(data as never, request)
					: request,
		},
		webhookBaseUrl: 'https://n8n.example.com/webhook',
		webhookTestBaseUrl: 'https://n8n.example.com/webhook-test',
		webhookWaitingBaseUrl: 'https://n8n.example.com/webhook-waiting',
		formWaitingBaseUrl: 'https://n8n.example.com/form-waiting',
		hooks: new ExecutionLifecycleHooks('manual', 'execution', {} as never),
		currentNodeExecutionIndex: 0,
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

interface NodeUnderTest {
	type: 'ecGrid' | 'ecGridTrigger' | 'ecGridInboxTrigger';
	parameters: INodeParameters;
	credentials?: Credentials;
	/** Names that are given when a test needs two nodes or two n8n to differ. */
	nodeId?: string;
	nodeName?: string;
	workflowId?: string;
	instanceId?: string;
	/** The part of its webhook URL that n8n gives it. */
	webhookId?: string;
	staticData?: IDataObject;
	onError?: INode['onError'];
	/** How often n8n runs the node at most when it fails (*Retry On Fail*). */
	maxTries?: number;
	/** Of the workflow. */
	settings?: IWorkflowSettings;
	webhookBaseUrl?: string;
	/** The process of n8n that it runs in; the current one unless said. */
	process?: N8nProcess;
	/** What carries the node's requests in place of n8n's own helper. */
	carrier?: Carrier;
}

/** Carries one request to ECGrid, with what the credential makes of it, and gives n8n's full response. */
export type Carrier = (request: IHttpRequestOptions) => Promise<unknown>;

const nodeOf = ({
	type,
	parameters,
	nodeId,
	nodeName,
	webhookId,
	onError,
	maxTries,
}: NodeUnderTest): INode => ({
	id: nodeId ?? 'node-1',
	name: nodeName ?? type,
	type: `${PACKAGE}.${type}`,
	typeVersion: 1,
	position: [0, 0],
	parameters,
	credentials: { ecGridApi: { id: '1', name: 'ECGrid' } },
	onError,
	...(maxTries && { retryOnFail: true, maxTries, waitBetweenTries: 1 }),
	webhookId: webhookId ?? WEBHOOK_ID,
});

const workflowOf = (node: INode, test: NodeUnderTest): Workflow =>
	new Workflow({
		id: test.workflowId ?? 'workflow-1',
		nodes: [
			{ id: 's', name: 'source', type: 'source', typeVersion: 1, position: [0, 0], parameters: {} },
			node,
		],
		connections: { source: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		active: true,
		nodeTypes,
		staticData: test.staticData,
		settings: test.settings,
	});

/** Runs the action node over items with n8n-core's engine, and gives the whole run. `binary`: the files of each item. */
export async function execute(
	{ binary, ...test }: Omit<NodeUnderTest, 'type'> & { binary?: IBinaryKeyData },
	items: IDataObject[] = [{}],
): Promise<IRun> {
	await loadPackage();
	const node = nodeOf({ ...test, type: 'ecGrid' });
	const workflow = workflowOf(node, { ...test, type: 'ecGrid' });
	const input: INodeExecutionData[] = items.map((json) => ({ json, binary }));
	const run = new WorkflowExecute(
		additionalDataFor(test.credentials),
		'manual',
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [{ node: workflow.getNode('source')!, data: { main: [input] }, source: null }],
			},
		}),
	);
	return await run.processRunExecutionData(workflow);
}

/** A node of the package, as n8n has it. */
export async function nodeOfPackage(type: NodeUnderTest['type']): Promise<INodeType> {
	await loadPackage();
	return nodeTypes.getByNameAndVersion(type) as INodeType;
}

/** The output items of the action node in a run. */
export const outputOf = (run: IRun): INodeExecutionData[] =>
	run.data.resultData.runData.ecGrid?.[0]?.data?.main?.[0] ?? [];

/** What each output of the action node gave in a run. */
export const outputsOf = (run: IRun): IDataObject[][] =>
	(run.data.resultData.runData.ecGrid?.[0]?.data?.main ?? []).map((items) =>
		(items ?? []).map(({ json }) => json),
	);

/** What a run of the action node failed of. */
export function errorOf(run: IRun): ExecutionError {
	const { error } = run.data.resultData;
	if (!error) throw new Error(`The run did not fail: ${JSON.stringify(outputOf(run))}`);
	return error;
}

export interface WebhookRequest {
	body?: unknown;
	rawBody?: Buffer;
	headers?: IDataObject;
	query?: IDataObject;
	/** What n8n does when the node asks for a body that it has not read. */
	readRawBody?: () => Promise<void>;
}

/** As n8n hands it on: what it cannot parse it has not read. */
const received = ({ rawBody, ...request }: WebhookRequest) => {
	const parsed = { method: 'POST', headers: {}, query: {}, params: {}, ...request };
	const read = { ...parsed, rawBody };
	return request.body === undefined
		? Object.assign(read, {
				rawBody: undefined,
				readRawBody: request.readRawBody ?? (async () => void Object.assign(read, { rawBody })),
			})
		: read;
};

/** How n8n comes to an answer after `webhook()`. */
export interface Processing {
	/** Stores the execution; by default at once. Gives the status of the answer. */
	storing?: () => Promise<number>;
	/** Whether the caller hangs up before n8n has stored the execution. */
	hangsUp?: boolean;
	/** `manual` while listening for a test event. */
	mode?: WorkflowExecuteMode;
}

export interface WebhookAnswer {
	status?: number;
	headers?: IDataObject;
	body?: unknown;
}

type Emit = ITriggerFunctions['emit'];
type SchedulingFunctions = Pick<ITriggerFunctions['helpers'], 'registerCron'>;
type Register = SchedulingFunctions['registerCron'];

/** What `trigger()` started an execution with. */
export interface Emitted {
	items: IDataObject[];
	deduplicationKey?: string;
}

/** What n8n does with an execution that `trigger()` starts: it resolves when that has ended, and throws when it could not be stored. */
export type Running = (execution: Emitted) => Promise<void>;

/** A trigger node in one workflow, whose hooks and webhook are called the way n8n calls them. */
export async function triggerNode(test: Omit<NodeUnderTest, 'type'>) {
	await loadPackage();
	const node = nodeOf({ ...test, type: 'ecGridTrigger' });
	const workflow = workflowOf(node, { ...test, type: 'ecGridTrigger' });
	const type = (test.process ?? currentProcess).node('EcGridTrigger');
	const additionalData = additionalDataFor(test.credentials, test.process);
	if (test.webhookBaseUrl) additionalData.webhookBaseUrl = test.webhookBaseUrl;
	const webhookDescription = type.description.webhooks![0] as IWebhookDescription;
	const webhookData = (isTest: boolean) =>
		({
			webhookDescription,
			isTest,
			node: node.name,
			path: 'x',
			httpMethod: 'POST',
		}) as unknown as IWebhookData;

	const hook = async (
		name: 'checkExists' | 'create' | 'delete',
		activation: WorkflowActivateMode = 'activate',
		isTest = false,
	) => {
		const mode: WorkflowExecuteMode = isTest ? 'manual' : 'trigger';
		const context = new HookContext(workflow, node, additionalData, mode, activation, webhookData(isTest));
		const result = await type.webhookMethods!.default![name]!.call(logged(context));
		save();
		return result;
	};

	let saved = test.staticData ?? {};
	const save = () => {
		saved = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
	};

	const log: Array<{ level: string; message: string }> = [];
	const logger = Object.fromEntries(
		['error', 'warn', 'info', 'debug'].map((level) => [
			level,
			(message: string) => void log.push({ level, message }),
		]),
	);
	const logged = <T extends object>(context: T): T => {
		const { carrier, credentials } = test;
		const { helpers } = context as { helpers?: Record<string, unknown> };
		if (carrier && helpers) {
			const { authenticate } = (test.process ?? currentProcess).credential();
			const authenticated = authenticate as (
				data: object,
				request: IHttpRequestOptions,
			) => Promise<IHttpRequestOptions>;
			helpers.httpRequestWithAuthentication = async (_: string, request: IHttpRequestOptions) =>
				await carrier(await authenticated({ ...credentials }, request));
		}
		return Object.defineProperties(context, {
			logger: { value: logger },
			...(test.instanceId && { getInstanceId: { value: () => test.instanceId } }),
		});
	};

	return {
		hook,
		/** What the node wrote into n8n's log. */
		log,
		staticData: () => workflow.staticData,
		/** What a restarted n8n finds of it: n8n saves it after a hook, and whenever an execution is about to be started. */
		saved: () => saved,
		/** Runs the node's `trigger()`. What it emits is kept, and its schedule ticks when the test says so. */
		async start(
			activation: WorkflowActivateMode = 'init',
			mode: WorkflowExecuteMode = 'trigger',
			run: Running = async () => {},
		) {
			const emitted: Emitted[] = [];
			const ticks: Array<(at: Date) => void> = [];
			let underWay = 0;
			let begun = 0;
			const emit: Emit = (data, _response, done, deduplicationKey) => {
				const execution = { items: data[0]!.map(({ json }) => json), deduplicationKey };
				emitted.push(execution);
				save();
				run(execution).then(
					() => done?.resolve({} as IRun),
					(error: Error) => done?.reject(error),
				);
			};
			const registerCron: Register = (_cron, onTick) => void ticks.push(onTick);
			const context = logged(
				new TriggerContext(workflow, node, additionalData, mode, activation, emit, undefined, undefined, {
					registerCron,
				} as SchedulingFunctions),
			);
			const { helpers } = context;
			const request = helpers.httpRequestWithAuthentication;
			helpers.httpRequestWithAuthentication = async function (...parameters) {
				begun++;
				underWay++;
				return await request.apply(this, parameters).finally(() => underWay--);
			};
			const response = await type.trigger!.call(context);
			return {
				/** What started executions, in order. */
				emitted,
				/** Lets so many minutes pass on n8n's clock. */
				pass: (minutes: number) => {
					for (let minute = 0; minute < minutes; minute++) for (const tick of ticks) tick(new Date());
				},
				scheduled: () => ticks.length,
				/** Resolves once it has asked ECGrid nothing for a moment. */
				idle: async () => {
					for (let quiet = 0, before = NaN; quiet < 8; before = begun) {
						await pause(8);
						quiet = underWay > 0 || begun !== before ? 0 : quiet + 1;
					}
				},
				close: async () => await response?.closeFunction?.(),
			};
		},
		/** Calls the node's `webhook()` with a request, and answers as n8n does: 200 once the execution is stored, or what the node answered by itself. */
		async deliver(
			request: WebhookRequest,
			{ storing = async () => 200, hangsUp = false, mode = 'webhook' }: Processing = {},
		) {
			const answer: WebhookAnswer = {};
			const response = Object.assign(new EventEmitter(), {
				statusCode: 200,
				writableEnded: false,
				status: (status: number) => Object.assign(response, { statusCode: (answer.status = status) }),
				set: (headers: IDataObject) => Object.assign(response, { _: (answer.headers = headers) }),
				json: (body: unknown) => Object.assign(response, { _: (answer.body = body), writableEnded: true }),
			});
			const data = {
				...additionalData,
				httpRequest: received(request),
				httpResponse: response,
			} as unknown as IWorkflowExecuteAdditionalData;
			const context = logged(
				new WebhookContext(workflow, node, data, mode, webhookData(mode === 'manual'), [], null),
			);
			const result = await type.webhook!.call(context);
			if (!result.noWebhookResponse) {
				if (hangsUp) response.emit('close');
				const status = result.workflowData ? await storing() : 200;
				response.status(status).json(result.webhookResponse);
			}
			if (!hangsUp) {
				response.emit('finish');
				response.emit('close');
			}
			return { answer, result, items: result.workflowData?.[0]?.map(({ json }) => json) };
		},
	};
}

export type RunningTrigger = Awaited<ReturnType<TriggerNode['start']>>;

export type TriggerNode = Awaited<ReturnType<typeof triggerNode>>;

/** How n8n polls. */
export interface Polling {
	/** Milliseconds that a poll may take. Older versions of n8n do not say. */
	budgetMs?: number | 'not said';
}

/** An inbox trigger in one workflow, which is polled, and whose static data is saved, the way n8n does it. */
export async function pollingNode(test: Omit<NodeUnderTest, 'type'> & Polling) {
	await loadPackage();
	const process = test.process ?? new N8nProcess();
	const trigger = process.node('EcGridInboxTrigger');
	const node = nodeOf({ ...test, type: 'ecGridInboxTrigger' });
	// As n8n loads it from the database.
	const workflow = workflowOf(node, {
		...test,
		type: 'ecGridInboxTrigger',
		staticData: test.staticData && (JSON.parse(JSON.stringify(test.staticData)) as IDataObject),
	});
	const warnings: string[] = [];
	let saved = test.staticData ?? {};

	const contextFor = (mode: WorkflowExecuteMode, activation: WorkflowActivateMode) => {
		const context = new PollContext(
			workflow,
			node,
			additionalDataFor(test.credentials, test.process),
			mode,
			activation,
		);
		const { budgetMs, instanceId } = test;
		return Object.defineProperties(context, {
			logger: { value: { warn: (message: string) => void warnings.push(message) } },
			...(instanceId && { getInstanceId: { value: () => instanceId } }),
			...(budgetMs && {
				getPollBudgetMs: { value: budgetMs === 'not said' ? undefined : () => budgetMs },
			}),
		});
	};
	let running: PollContext | undefined;

	const run = async (context: PollContext, isActivation: boolean) => {
		const result = await trigger.poll!.call(context);
		// n8n saves when an execution starts, and after an activation.
		if (result || isActivation) saved = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
		return result?.[0] ?? [];
	};

	return {
		warnings,
		/** Its process, for another node or activation in it. */
		process,
		/** What a restarted n8n finds. */
		saved: () => saved,
		/** What publishing does: the first poll. Gives the items of the execution that it starts. */
		async activate(activation: WorkflowActivateMode = 'activate') {
			running = contextFor('trigger', activation);
			return await run(running, true);
		},
		/** A further poll of the published workflow. */
		async poll() {
			running ??= contextFor('trigger', 'activate');
			return await run(running, false);
		},
		/** “Fetch test event”. */
		async test() {
			const result = await trigger.poll!.call(contextFor('manual', 'manual'));
			return result?.[0] ?? [];
		},
	};
}

export type PollingNode = Awaited<ReturnType<typeof pollingNode>>;

/** Calls a picker's search as the editor does. */
export async function searchList(
	method: 'searchCallbacks' | 'searchMailboxes' | 'searchNetworks' | 'searchParcels',
	credentials: Credentials,
	filter?: string,
	paginationToken?: string,
	type: NodeUnderTest['type'] = 'ecGrid',
) {
	await loadPackage();
	const test: NodeUnderTest = { type, parameters: {}, credentials };
	const node = nodeOf(test);
	const context = new LoadOptionsContext(workflowOf(node, test), node, additionalDataFor(credentials), '');
	const { methods } = nodeTypes.getByNameAndVersion(node.type) as INodeType;
	return await methods!.listSearch![method]!.call(context, filter, paginationToken);
}
