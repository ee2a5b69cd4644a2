import { ClientRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox, type CallbackRecord, type Sandbox, type SandboxOptions } from '../../sandbox';
import {
	execute,
	restartProcess,
	triggerNode,
	WEBHOOK_ID,
	type Carrier,
	type Credentials,
	type TriggerNode,
} from './n8n';

/** A fresh ECGrid and n8n for each test: no callbacks, requests, faults or other key from earlier tests. */
export function cleanSandbox(options?: SandboxOptions): () => Sandbox {
	let sandbox: Sandbox;
	let apiKey: string;
	beforeAll(async () => {
		sandbox = await startSandbox(options);
		({ apiKey } = sandbox);
	});
	afterEach(() => {
		restartProcess();
		sandbox.clearRequests();
		sandbox.clearFaults();
		sandbox.setApiKey(apiKey);
		(sandbox.callbacks as CallbackRecord[]).length = 0;
	});
	afterAll(async () => {
		await sandbox.stop();
	});
	return () => sandbox;
}

export const credentialsFor = ({ apiKey, url }: Sandbox): Credentials => ({ apiKey, baseUrl: url });

/** The result of a request to an unreachable ECGrid. */
export const withoutConnection: Carrier = async () => {
	throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' });
};

/** Resolves once this holds. Gives up after `withinMs`, because jest waits for it before it ends. */
export async function until(holds: () => boolean, withinMs = 15_000): Promise<void> {
	for (const giveUpAt = Date.now() + withinMs; !holds(); await pause(2)) {
		if (Date.now() > giveUpAt) throw new Error(`Not true within ${withinMs} ms: ${holds.toString()}`);
	}
}

export const bodiesOf = (sandbox: Sandbox, endpoint: string): unknown[] =>
	sandbox.requests.filter((request) => request.endpoint === endpoint).map(({ body }) => body);

type Options = Partial<Parameters<typeof execute>[0]>;

/** Runs Callback → Create with these parameters. */
export const createCallback = async (
	sandbox: Sandbox,
	parameters: Options['parameters'],
	items?: Parameters<typeof execute>[1],
	options?: Options,
) =>
	await execute(
		{
			credentials: options?.credentials ?? credentialsFor(sandbox),
			...options,
			parameters: {
				resource: 'callback',
				operation: 'create',
				url: 'https://app.example.com/webhooks/ecgrid',
				event: 'Parcel',
				...parameters,
			},
		},
		items,
	);

/** A resource locator as the editor saves it. */
export const byId = (value: unknown) => ({ __rl: true, mode: 'id', value }) as never;
export const fromList = (value: unknown) =>
	({ __rl: true, mode: 'list', value, cachedResultName: 'Albany Freight' }) as never;

type TriggerOptions = Partial<Parameters<typeof triggerNode>[0]>;

/** An ECGrid Trigger, ready to publish, that talks to this sandbox. */
export const trigger = async (
	sandbox: Sandbox,
	parameters: TriggerOptions['parameters'] = {},
	options: TriggerOptions = {},
) => await triggerNode({ credentials: credentialsFor(sandbox), ...options, parameters });

/** Where the tests' trigger is called, below n8n's webhook address. */
export const WEBHOOK_PATH = `${WEBHOOK_ID}/ecgrid`;
export const WEBHOOK = `https://n8n.example.com/webhook/${WEBHOOK_PATH}`;
export const TEST_WEBHOOK = `https://n8n.example.com/webhook-test/${WEBHOOK_PATH}`;

/** The callbacks that ECGrid would call, by event. */
export const liveCallbacks = (sandbox: Sandbox) =>
	sandbox.callbacks
		.filter(({ status }) => status === 'Active')
		.map(({ callbackId, event, url }) => ({ callbackId, event, url }));

/** The static data that n8n would have saved after the hooks. */
export const savedBy = (node: TriggerNode) => JSON.parse(JSON.stringify(node.staticData())) as IDataObject;

/** The callbacks in it that belong to the trigger. */
export const storedCallbacks = (node: TriggerNode) => {
	const data = Object.entries((savedBy(node).global ?? {}) as Record<string, object>);
	const own = data.filter(([key]) => key.startsWith('ecGridTrigger:'));
	return own.flatMap(
		([, stored]) => (stored as { callbacks?: Array<CallbackRecord & { verifier: string }> }).callbacks ?? [],
	);
};

/** What n8n does when it publishes a workflow. */
export async function publish(node: TriggerNode): Promise<void> {
	if (!(await node.hook('checkExists'))) await node.hook('create');
}

/** The same node after n8n restarted or its parameters changed. */
export const again = async (
	sandbox: Sandbox,
	node: TriggerNode,
	parameters: INodeParameters = {},
	options: TriggerOptions = {},
) => await trigger(sandbox, parameters, { staticData: savedBy(node), ...options });

/**
 * Whether n8n's `sleep` sets the timer, as for each pause of the node. Request time-outs aren't pauses, and
 * neither is the time in which a file must progress.
 */
const isPause = (ms: number) => ms < 30_000 && new Error().stack!.includes(' sleep');

/** Makes the node's pauses between tries pass immediately. */
export function withoutPauses(): void {
	beforeEach(() => {
		const { setTimeout } = globalThis;
		jest
			.spyOn(globalThis, 'setTimeout')
			.mockImplementation(((work: () => void, ms = 0) =>
				setTimeout(work, isPause(ms) ? Math.min(ms, 5) : ms)) as typeof setTimeout);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
}

/** Makes request time-outs at an endpoint that hangs occur immediately. */
export function hangingEndpoint() {
	let path: string | undefined;
	beforeEach(() => {
		const { setTimeout } = ClientRequest.prototype;
		jest.spyOn(ClientRequest.prototype, 'setTimeout').mockImplementation(function (
			this: ClientRequest,
			ms,
			done,
		) {
			return setTimeout.call(this, path !== undefined && this.path.startsWith(path) ? 40 : ms, done);
		});
	});
	afterEach(() => {
		path = undefined;
		jest.restoreAllMocks();
	});
	return {
		/** The name, such as `POST /v2/callbacks/create`. A placeholder in it matches anything. */
		is: (endpoint: string) => {
			path = endpoint.split(' ')[1]!.split('{')[0];
		},
		isNone: () => {
			path = undefined;
		},
	};
}
