import 'reflect-metadata';

import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

// One folder for each jest process; the next run reuses it.
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
	setSafeRegexEngine,
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

import type * as listSearch from '../../nodes/EcGrid/methods/listSearch';
import { N8nProcess } from './process';

// n8n gives up on a regular expression after 250 ms of real time. On a busy machine, any may take as long.
setSafeRegexEngine({
	exec: (pattern, input, flags) => new RegExp(pattern, flags).exec(input),
	test: (pattern, input, flags) => new RegExp(pattern, flags).test(input),
	replace: (pattern, input, flags, replacement) => input.replace(new RegExp(pattern, flags), replacement),
	matchAll: (pattern, input, flags = '') => [
		...input.matchAll(new RegExp(pattern, flags.includes('g') ? flags : `${flags}g`)),
	],
	split: (pattern, input, flags) => input.split(new RegExp(pattern, flags)),
});

const root = join(__dirname, '../..');
const PACKAGE = 'n8n-nodes-ecgrid';

/** The part of a trigger's webhook URL that n8n assigns to each node. */
export const WEBHOOK_ID = '8a6b4d2c-0000-4000-8000-000000000001';

/** The credential data that n8n decrypts for the node. */
export interface Credentials {
	apiKey: string;
	baseUrl: string;
}

let loader: PackageDirectoryLoader;

let currentProcess = new N8nProcess();

/**
 * Simulates a stopped or killed n8n that starts again: what the nodes kept in memory is gone. Returns the new
 * process.
 */
export const restartProcess = (): N8nProcess => (currentProcess = new N8nProcess());

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
		// The action node runs in a process. For triggers, n8n-core needs only the descriptions.
		return loaded.description.name === 'ecGrid' ? currentProcess.node('EcGrid') : loaded;
	},
	getKnownTypes: () => ({}),
};

/** What n8n provides to a node besides its parameters, with one credential. */
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
	type: 'ecGrid' | 'ecGridTrigger' | 'ecGridInboxTrigger' | 'edi';
	parameters: INodeParameters;
	credentials?: Credentials;
	/** Names for tests that need two different nodes or n8n instances. */
	nodeId?: string;
	nodeName?: string;
	workflowId?: string;
	instanceId?: string;
	/** The part of its webhook URL that n8n assigns. */
	webhookId?: string;
	staticData?: IDataObject;
	onError?: INode['onError'];
	/** How often n8n runs the node at most if it fails (*Retry On Fail*). */
	maxTries?: number;
	/** Of the workflow. */
	settings?: IWorkflowSettings;
	webhookBaseUrl?: string;
	webhookTestBaseUrl?: string;
	/** The n8n process that it runs in; by default the current one. */
	process?: N8nProcess;
	/** Carries the node's requests instead of n8n's own helper. */
	carrier?: Carrier;
}

/** Carries one request to ECGrid, as signed by the credential, and returns n8n's full response. */
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

/**
 * Runs the action node on items with n8n-core's engine and returns the whole run. `binary`: the files of each
 * item.
 */
export async function execute(
	{ binary, ...test }: Omit<NodeUnderTest, 'type'> & { binary?: IBinaryKeyData },
	items: IDataObject[] = [{}],
): Promise<IRun> {
	return await runOn(
		{ ...test, type: 'ecGrid' },
		items.map((json) => ({ json, binary })),
	);
}

/** Runs a node on items with n8n-core's engine and returns the whole run. */
export async function runOn(test: NodeUnderTest, input: INodeExecutionData[]): Promise<IRun> {
	await loadPackage();
	const node = nodeOf(test);
	const workflow = workflowOf(node, test);
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

/** A node of the package as n8n has it. */
export async function nodeOfPackage(type: NodeUnderTest['type']): Promise<INodeType> {
	await loadPackage();
	return nodeTypes.getByNameAndVersion(type) as INodeType;
}

/** The action node's output items in a run. */
export const outputOf = (run: IRun): INodeExecutionData[] =>
	run.data.resultData.runData.ecGrid?.[0]?.data?.main?.[0] ?? [];

/** Each output of the action node in a run. */
export const outputsOf = (run: IRun): IDataObject[][] =>
	(run.data.resultData.runData.ecGrid?.[0]?.data?.main ?? []).map((items) =>
		(items ?? []).map(({ json }) => json),
	);

/** The error of the action node in a run. */
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
	/** n8n's response when the node requests an unread body. */
	readRawBody?: () => Promise<void>;
}

/** As n8n passes it on: n8n hasn't read what it can't parse. */
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

/** How n8n answers after `webhook()`. */
export interface Processing {
	/** Stores the execution, by default immediately. Returns the status of the response. */
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

/** The data that `trigger()` started an execution with. */
export interface Emitted {
	items: IDataObject[];
	deduplicationKey?: string;
}

/**
 * n8n's handling of an execution that `trigger()` starts: resolves when it ends and throws if it couldn't be
 * stored.
 */
export type Running = (execution: Emitted) => Promise<void>;

/** A trigger node in one workflow; its hooks and webhook are called as n8n calls them. */
export async function triggerNode(test: Omit<NodeUnderTest, 'type'>) {
	await loadPackage();
	const node = nodeOf({ ...test, type: 'ecGridTrigger' });
	const workflow = workflowOf(node, { ...test, type: 'ecGridTrigger' });
	const type = (test.process ?? currentProcess).node('EcGridTrigger');
	const additionalData = additionalDataFor(test.credentials, test.process);
	if (test.webhookBaseUrl) additionalData.webhookBaseUrl = test.webhookBaseUrl;
	if (test.webhookTestBaseUrl) additionalData.webhookTestBaseUrl = test.webhookTestBaseUrl;
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
		// n8n says the same mode when a test and when a published workflow ends.
		const mode: WorkflowExecuteMode = name === 'delete' ? 'internal' : isTest ? 'manual' : 'trigger';
		workflow.active = !isTest;
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
		/** What the node wrote to n8n's log. */
		log,
		staticData: () => workflow.staticData,
		/** What a restarted n8n finds: n8n saves it after a hook and before each execution starts. */
		saved: () => saved,
		/** Runs the node's `trigger()`. Emitted data is kept, and its schedule ticks when the test says so. */
		async start(
			activation: WorkflowActivateMode = 'init',
			mode: WorkflowExecuteMode = 'trigger',
			run: Running = async () => {},
		) {
			const emitted: Emitted[] = [];
			const ticks: Array<(at: Date) => void> = [];
			let inFlight = 0;
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
				inFlight++;
				return await request.apply(this, parameters).finally(() => inFlight--);
			};
			const response = await type.trigger!.call(context);
			return {
				/** The data that started executions, in order. */
				emitted,
				/** Advances n8n's clock by this many minutes. */
				pass: (minutes: number) => {
					for (let minute = 0; minute < minutes; minute++) for (const tick of ticks) tick(new Date());
				},
				scheduled: () => ticks.length,
				/** Resolves once the node hasn't asked ECGrid anything for a moment. */
				idle: async () => {
					for (let quiet = 0, before = NaN; quiet < 8; before = begun) {
						await pause(8);
						quiet = inFlight > 0 || begun !== before ? 0 : quiet + 1;
					}
				},
				close: async () => await response?.closeFunction?.(),
			};
		},
		/**
		 * Calls the node's `webhook()` with a request and answers as n8n does: 200 once the execution is stored,
		 * or the node's own response.
		 */
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
	/** Milliseconds that a poll may take. Older versions of n8n don't say. */
	budgetMs?: number | 'not said';
}

/** An inbox trigger in one workflow; it is polled, and its static data is saved, as in n8n. */
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
		// n8n saves when an execution starts and after an activation.
		if (result || isActivation) saved = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
		return result?.[0] ?? [];
	};

	return {
		warnings,
		/** Its process, for another node or activation in it. */
		process,
		/** What a restarted n8n finds. */
		saved: () => saved,
		/** The first poll, as at publication. Returns the items of the execution that it starts. */
		async activate(activation: WorkflowActivateMode = 'activate') {
			running = contextFor('trigger', activation);
			return await run(running, true);
		},
		/** Another poll of the published workflow. */
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
	method: keyof typeof listSearch,
	credentials: Credentials,
	filter?: string,
	paginationToken?: string,
	type: NodeUnderTest['type'] = 'ecGrid',
	parameters: INodeParameters = {},
) {
	await loadPackage();
	const test: NodeUnderTest = { type, parameters, credentials };
	const node = nodeOf(test);
	const data = { ...additionalDataFor(credentials), currentNodeParameters: parameters };
	const context = new LoadOptionsContext(workflowOf(node, test), node, data, '');
	const { methods } = nodeTypes.getByNameAndVersion(node.type) as INodeType;
	return await methods!.listSearch![method]!.call(context, filter, paginationToken);
}
