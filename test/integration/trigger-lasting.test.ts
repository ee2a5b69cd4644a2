import { setTimeout as pause } from 'node:timers/promises';

import type { IDataObject, IHttpRequestOptions, INodeParameters } from 'n8n-workflow';

import { startSandbox, type CallbackRecord, type Readings, type Sandbox } from '../../sandbox';
import type { Carrier, RunningTrigger, TriggerNode } from './n8n';
import { N8nProcess } from './process';
import {
	again,
	bodiesOf,
	byId,
	liveCallbacks,
	publish,
	savedBy,
	storedCallbacks,
	trigger,
	WEBHOOK_PATH,
	withoutPauses,
} from './setup';

const CREATE = 'POST /v2/callbacks/create';
const UPDATE = 'POST /v2/callbacks/update';
const QUEUE = 'POST /v2/callbacks/queue-list';
const both: INodeParameters = { events: ['Parcel', 'User'] };
// Nothing listens where ECGrid delivers, so it gives every event up immediately.
const webhookBaseUrl = 'https://localhost:1/webhook';
const GATEWAY_404 = JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404 });

withoutPauses();

let ecGrid: Sandbox;
const sandbox = () => ecGrid;
const callbacks = () => ecGrid.callbacks as CallbackRecord[];
const open = async (readings?: Readings) => {
	ecGrid = await startSandbox({ readings, retry: { attempts: 1 } });
};
const running: RunningTrigger[] = [];
afterEach(async () => {
	await Promise.all(running.splice(0).map(async ({ close }) => await close()));
	await ecGrid.stop();
});

const events = () =>
	liveCallbacks(sandbox())
		.map(({ event }) => event)
		.sort();
const published = async (parameters: INodeParameters = both, options: IDataObject = {}) => {
	const node = await trigger(sandbox(), parameters, {
		webhookBaseUrl,
		process: new N8nProcess(),
		...options,
	});
	await publish(node);
	sandbox().clearRequests();
	return node;
};
/** The same node in a new n8n process, with n8n's saved data, current or from an earlier moment. */
const restarted = async (
	node: TriggerNode,
	parameters: INodeParameters = both,
	options: Parameters<typeof again>[3] = {},
) => await again(sandbox(), node, parameters, { webhookBaseUrl, process: new N8nProcess(), ...options });
/** What n8n does with a published workflow when it starts. */
const start = async (node: TriggerNode, mode: 'init' | 'leadershipChange' = 'init') => {
	if (!(await node.hook('checkExists', mode))) await node.hook('create', mode);
	const run = await node.start(mode);
	running.push(run);
	await run.idle();
	return run;
};
const tick = async (run: RunningTrigger) => {
	run.pass(15);
	await run.idle();
};

describe.each(['init', 'leadershipChange'] as const)(
	'one of two callbacks is gone when n8n starts (%s)',
	(mode) => {
		test.each([
			['429', { retryAfter: 60, times: 99 }],
			['503', { status: 503, times: 99 }],
			['500', { status: 500, times: 99 }],
			['401', { status: 401, times: 99 }],
			['nothing', { cut: true, times: 99 }],
			['a gateway’s 404', { status: 404, body: GATEWAY_404, times: 99 }],
		])(
			'and create is answered %s: the other stays, and the schedule recreates the first',
			async (_, fault) => {
				await open();
				const node = await restarted(await published());
				const [, other] = liveCallbacks(sandbox());
				callbacks().shift();
				sandbox().fault(CREATE, fault);
				const run = await start(node, mode);
				expect(liveCallbacks(sandbox())).toEqual([other]);
				expect(storedCallbacks(node)).toMatchObject([{ callbackId: other!.callbackId }]);
				expect(node.log).toContainEqual({
					level: 'warn',
					message: expect.stringContaining('the schedule retries'),
				});

				sandbox().clearFaults();
				await tick(run);
				expect(events()).toEqual(['Parcel', 'User']);
				expect(liveCallbacks(sandbox())).toContainEqual(other);
			},
		);

		test('and a gateway answers 404 to everything: nothing is created, changed or forgotten', async () => {
			await open();
			const before = await published();
			const node = await restarted(before);
			const [at, stored] = [JSON.stringify(callbacks()), savedBy(before)];
			sandbox().fault('*', { status: 404, body: GATEWAY_404, times: 99 });
			await start(node, mode);
			expect(JSON.stringify(callbacks())).toBe(at);
			expect(savedBy(node)).toEqual(stored);
		});
	},
);

describe('a callback created by the schedule before n8n is killed without saving anything', () => {
	const healedThenKilled = async () => {
		const node = await published({});
		const run = await start(node);
		const saved = savedBy(node);
		callbacks().length = 0;
		await tick(run);
		const [made, ...others] = liveCallbacks(sandbox());
		expect(others).toEqual([]);
		expect(node.log).toContainEqual({
			level: 'warn',
			message: expect.stringContaining(`created callback ${made!.callbackId}`),
		});
		await run.close();
		return await trigger(sandbox(), {}, { staticData: saved, webhookBaseUrl, process: new N8nProcess() });
	};

	test('is the only one after the start', async () => {
		await open();
		await start(await healedThenKilled());
		expect(liveCallbacks(sandbox())).toHaveLength(1);
	});

	test('if ECGrid shows no new callback, a second one is found and deleted once the first has fired', async () => {
		await open({ newCallbacksHidden: true });
		const node = await healedThenKilled();
		const run = await start(node);
		expect(liveCallbacks(sandbox())).toHaveLength(2);
		sandbox().fire('Parcel', { objectId: 987654321 });
		await sandbox().idle();
		await tick(run);
		const [left, ...others] = liveCallbacks(sandbox());
		expect(others).toEqual([]);
		expect(storedCallbacks(node)).toMatchObject([{ callbackId: left!.callbackId }]);
		expect(node.log).toContainEqual({ level: 'warn', message: expect.stringContaining('a second one') });
	});

	test('if ECGrid shows no new callback, it stays at ECGrid when the workflow is unpublished', async () => {
		await open({ newCallbacksHidden: true });
		const node = await healedThenKilled();
		const [hidden] = liveCallbacks(sandbox());
		await start(node);
		await node.hook('delete');
		expect(liveCallbacks(sandbox())).toEqual([hidden]);
	});
});

test('two processes that both create a callback during a leader change agree on the same one', async () => {
	await open();
	const former = await published({});
	const next = await restarted(former, {});
	const [before, after] = [await start(former), await start(next)];
	callbacks().length = 0;
	// The list is answered before either has created its own.
	sandbox().fault(QUEUE, { delayMs: 40, times: 2 });
	before.pass(15);
	after.pass(15);
	await pause(20);
	await Promise.all([before.idle(), after.idle()]);
	await pause(60);
	await Promise.all([before.idle(), after.idle()]);
	for (const run of [before, after, before, after]) await tick(run);
	expect(liveCallbacks(sandbox())).toHaveLength(1);
	expect(storedCallbacks(former)).toMatchObject(storedCallbacks(next));
	expect(storedCallbacks(next)).toMatchObject([{ callbackId: liveCallbacks(sandbox())[0]!.callbackId }]);
});

describe('an ECGrid with a different spelling of URLs', () => {
	const publicUrl = { webhookBaseUrl: 'https://n8n.example.com/webhook' };
	beforeEach(async () => await open({ respelledUrls: true }));

	test('gets no second callback, whatever n8n has forgotten', async () => {
		await published(both, publicUrl);
		await published(both, publicUrl);
		expect(callbacks()).toHaveLength(2);
		expect(events()).toEqual(['Parcel', 'User']);
	});

	test('keeps none when the workflow is switched off', async () => {
		await published(both, publicUrl);
		const forgotten = await trigger(sandbox(), both, { ...publicUrl, process: new N8nProcess() });
		await forgotten.hook('delete');
		expect(callbacks()).toEqual([]);
	});
});

describe('a callback whose status ECGrid reports differently', () => {
	test.each([2, 'Enabled', ' active ', 0])('(%j) is alive', async (callbackStatus) => {
		await open({ callbackStatus });
		const node = await published();
		const before = JSON.stringify(callbacks());
		const run = await start(node);
		for (let round = 0; round < 3; round++) await tick(run);
		expect(JSON.stringify(callbacks())).toBe(before);
		expect(bodiesOf(sandbox(), CREATE)).toEqual([]);
	});
});

describe('a callback that ECGrid always refuses to repair', () => {
	test.each([
		['with 400', { status: 400, times: 99 }],
		['with the status Suspended', { body: '{"success":true,"data":{"status":"Suspended"}}', times: 99 }],
		[
			'with the status “ terminated ”',
			{ body: '{"success":true,"data":{"status":" terminated "}}', times: 99 },
		],
	])('(%s) is replaced once, and then left as it is, with a line in the log', async (_, fault) => {
		await open();
		const node = await published({});
		const run = await start(node);
		sandbox().clearRequests();
		sandbox().fault(UPDATE, fault);
		for (let round = 0; round < 5; round++) await tick(run);
		expect(bodiesOf(sandbox(), CREATE)).toHaveLength(1);
		expect(liveCallbacks(sandbox())).toHaveLength(1);
		const left = node.log.filter(({ message }) => message.includes('leaves it as it is'));
		expect(left).toEqual([
			{ level: 'warn', message: expect.stringContaining(String(liveCallbacks(sandbox())[0]!.callbackId)) },
		]);
	});

	test("with a gateway’s 400 isn't replaced at all", async () => {
		await open();
		const node = await published({});
		const before = liveCallbacks(sandbox());
		const run = await start(node);
		sandbox().fault(UPDATE, { status: 400, body: '<html>', times: 99 });
		for (let round = 0; round < 3; round++) await tick(run);
		expect(liveCallbacks(sandbox())).toEqual(before);
	});
});

test('a callback that is gone is made again, once, when ECGrid’s list can be read: there might be another', async () => {
	await open();
	const node = await published({});
	const run = await start(node);
	callbacks().length = 0;
	sandbox().fault(QUEUE, { status: 500, times: 99 });
	await tick(run);
	expect(callbacks()).toEqual([]);
	expect(node.log).toMatchObject([{ message: expect.stringContaining("couldn't check the callbacks") }]);

	sandbox().clearFaults();
	sandbox().clearRequests();
	await tick(run);
	expect(events()).toEqual(['Parcel']);
	expect(bodiesOf(sandbox(), UPDATE)).toEqual([]);
});

describe('n8n that starts with another N8N_WEBHOOK_URL', () => {
	const moved = 'https://localhost:2/webhook';
	const urlAt = (base: string, event: string) => `${base}/${WEBHOOK_PATH}?event=${event}`;

	test('registers there and changes nothing that another n8n may use, such as the one that its data was copied from', async () => {
		await open();
		const production = await published();
		const before = JSON.stringify(callbacks());
		const copy = await restarted(production, both, { webhookBaseUrl: moved });
		const run = await start(copy);
		await tick(run);
		expect(JSON.stringify(callbacks().slice(0, 2))).toBe(before);
		expect(
			callbacks()
				.slice(2)
				.map(({ url }) => url),
		).toEqual([urlAt(moved, 'Parcel'), urlAt(moved, 'User')]);
		expect(copy.log.map(({ message }) => message).join()).toContain('Callback → Delete, Callback ID');
		await run.close();
		await copy.hook('delete');
		expect(JSON.stringify(callbacks())).toBe(before);
	});

	test("while ECGrid doesn't answer: both events are registered there once it does, and the old addresses aren't asserted again", async () => {
		await open();
		const node = await restarted(await published(), both, { webhookBaseUrl: moved });
		const before = JSON.stringify(callbacks());
		sandbox().fault('*', { cut: true, times: 99 });
		const run = await start(node);
		sandbox().clearFaults();
		sandbox().clearRequests();
		await tick(run);
		await tick(run);
		expect(JSON.stringify(callbacks().slice(0, 2))).toBe(before);
		expect(
			callbacks()
				.slice(2)
				.map(({ url }) => url)
				.sort(),
		).toEqual([urlAt(moved, 'Parcel'), urlAt(moved, 'User')]);
		const asserted = bodiesOf(sandbox(), UPDATE).map((body) => (body as IDataObject).url);
		expect(asserted).not.toContain(urlAt(webhookBaseUrl, 'Parcel'));
	});

	test('keeps looking for what the former callbacks missed until the new ones exist', async () => {
		await open();
		const node = await restarted(await published({}), {}, { webhookBaseUrl: moved });
		const { callbackId } = callbacks()[0]!;
		sandbox().fault('*', { cut: true, times: 99 });
		const run = await start(node);
		sandbox().fire('Parcel', { objectId: 987654321 });
		await sandbox().idle();
		sandbox().clearFaults();
		await tick(run);
		expect(run.emitted).toHaveLength(1);

		const created = new Date(Date.now() + 3_600_000).toISOString();
		sandbox().addMissed({ callbackId, event: 'Parcel' }, [{ created, objectId: 1 }]);
		await tick(run);
		expect(run.emitted).toHaveLength(1);
	});
});

describe('a renamed node', () => {
	test('remembers its callbacks if ECGrid shows no new ones', async () => {
		await open({ newCallbacksHidden: true });
		const node = await published({}, { nodeName: 'Before' });
		const renamed = await restarted(node, {}, { nodeName: 'After' });
		await publish(renamed);
		expect(liveCallbacks(sandbox())).toHaveLength(1);
	});
});

/** What a node saved, as version 0.1 would have. */
const savedByVersion01 = (node: TriggerNode): IDataObject => {
	const { global, ...others } = savedBy(node) as { global: Record<string, IDataObject> };
	const [{ callbacks: stored } = { callbacks: [] }] = Object.values(global);
	return { ...others, 'node:ecGridTrigger': { callbacks: stored } } as unknown as IDataObject;
};

test('finds what version 0.1 stored', async () => {
	await open({ newCallbacksHidden: true });
	const staticData = savedByVersion01(await published({}));
	const updated = await trigger(sandbox(), {}, { staticData, webhookBaseUrl, process: new N8nProcess() });
	await publish(updated);
	expect(liveCallbacks(sandbox())).toHaveLength(1);
	await updated.hook('delete');
	expect(callbacks()).toEqual([]);
});

test('a copy of a workflow of version 0.1 gets nothing that the original missed', async () => {
	await open();
	const staticData = savedByVersion01(await published({}));
	sandbox().fire('Parcel', { objectId: 987654321 });
	await sandbox().idle();
	const identity = { workflowId: 'copy', webhookId: 'copy', process: new N8nProcess() };
	const copy = await trigger(sandbox(), {}, { staticData, webhookBaseUrl, ...identity });
	await publish(copy);
	const run = await start(copy);
	expect(run.emitted).toEqual([]);
	expect(liveCallbacks(sandbox())).toHaveLength(2);
});

test('the API key changes twice without a restart: ECGrid gets in with the login it was last given', async () => {
	await open();
	const node = await published({});
	const given = () => {
		const { username, password } = callbacks()[0]!;
		return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	};
	const delivered = async (keyed: TriggerNode, authorization: string) =>
		(
			await keyed.deliver({
				body: { parcelId: Math.random() },
				headers: { authorization },
				query: { event: 'Parcel' },
			})
		).items;
	const process = new N8nProcess();
	const withKey = async (apiKey: string, staticData = savedBy(node)) => {
		sandbox().setApiKey(apiKey);
		return await trigger(sandbox(), {}, { staticData, webhookBaseUrl, process });
	};
	const second = await withKey('second-key');
	const run = await second.start();
	running.push(run);
	await run.idle();
	await tick(run);
	const secondLogin = given();
	// A login that was just derived isn't derived again.
	const later = Date.now() + 60_000;
	jest.spyOn(Date, 'now').mockImplementation(() => later);
	// n8n loads its saved data for each delivery, and a schedule saves nothing.
	expect(await delivered(await withKey('third-key'), secondLogin)).toHaveLength(1);
	expect(await delivered(await withKey('third-key'), 'Basic bjhuOnN0cmFuZ2Vy')).toBeUndefined();
});

test('a scope that changes while n8n has forgotten the callback leaves one callback', async () => {
	await open();
	await published({});
	await published({ options: { mailboxId: byId('30041') } });
	expect(callbacks()).toMatchObject([{ mailboxId: 30041 }]);
});

describe("a credential that can't be read when n8n starts", () => {
	test('takes nothing down, even if one of two callbacks is missing; the schedule creates it once the credential is readable', async () => {
		await open();
		const webhookBaseUrl = 'https://n8n.example.com/webhook';
		const saved = savedBy(await published(both, { webhookBaseUrl }));
		const own = Object.values(saved.global as Record<string, { callbacks: unknown[] }>)[0]!;
		own.callbacks.pop();
		callbacks().pop();
		let isReady = false;
		const { apiKey, url } = sandbox();
		const credentials = {
			get apiKey(): string {
				if (!isReady) throw new Error('The external secrets store is not ready');
				return apiKey;
			},
			baseUrl: url,
		};
		const node = await trigger(sandbox(), both, {
			webhookBaseUrl,
			staticData: saved,
			process: new N8nProcess(),
			credentials: credentials as never,
		});
		const run = await start(node);
		expect(events()).toEqual(['Parcel']);
		isReady = true;
		await tick(run);
		expect(events()).toEqual(['Parcel', 'User']);
	});
});

describe("a node changed before a start at which ECGrid doesn't answer", () => {
	const mailbox = (value: number): INodeParameters => ({ options: { mailboxId: byId(value) } });

	test.each<[string, INodeParameters, INodeParameters, object]>([
		['mailbox', mailbox(30001), mailbox(30002), { mailboxId: 30002 }],
		['event', { events: ['Parcel'] }, { events: ['User'] }, { event: 'User' }],
	])('is registered with the new %s on schedule', async (_, before, after, expected) => {
		await open();
		const node = await restarted(await published(before), after);
		sandbox().fault(CREATE, { status: 503, times: 3 });
		const run = await start(node);
		sandbox().clearFaults();
		await tick(run);
		expect(callbacks()).toMatchObject([expected]);
	});
});

describe('a former leader that leads again while ECGrid is down', () => {
	test('ends with one callback for each event, of the two created meanwhile', async () => {
		await open({ newCallbacksHidden: true });
		const first = new N8nProcess();
		const node = await published({}, { process: first });
		const run = await start(node);
		const saved = savedBy(node);
		callbacks().length = 0;
		await tick(run); // Another one, from which n8n saves nothing.
		await run.close();
		const other = await trigger(
			sandbox(),
			{},
			{
				webhookBaseUrl,
				staticData: saved,
				process: new N8nProcess(),
			},
		);
		await (await start(other, 'leadershipChange')).close(); // A third one.
		expect(liveCallbacks(sandbox())).toHaveLength(2);

		sandbox().fault('*', { status: 503, times: Infinity });
		const back = await restarted(other, {}, { process: first });
		const again = await start(back, 'leadershipChange');
		await tick(again);
		sandbox().clearFaults();
		sandbox().fire('Parcel', { objectId: 987654321 });
		await sandbox().idle();
		for (let round = 0; round < 2; round++) await tick(again);
		expect(liveCallbacks(sandbox())).toHaveLength(1);
	});

	test.each([0, 1])('repairs its callback once ECGrid is back (%i rounds fail)', async (rounds) => {
		await open();
		const first = new N8nProcess();
		const node = await published({}, { process: first });
		await (await start(node)).close();
		const other = await restarted(node, {});
		await (await start(other, 'leadershipChange')).close();
		await other.hook('delete');
		await publish(other);

		sandbox().fault('*', { status: 503, times: Infinity });
		const back = await restarted(other, {}, { process: first });
		const run = await start(back, 'leadershipChange');
		for (let round = 0; round < rounds; round++) await tick(run);
		sandbox().clearFaults();
		for (const callback of callbacks()) callback.status = 'Suspended';
		for (let round = 0; round < 2; round++) await tick(run);
		expect(liveCallbacks(sandbox())).toHaveLength(1);
	});
});

describe('an ECGrid for which Terminated is permanent', () => {
	const forGood: Carrier = async ({ url: path, baseURL, method, headers, body }: IHttpRequestOptions) => {
		const url = new URL(path, baseURL);
		const sent = (typeof body === 'string' ? JSON.parse(body) : (body ?? {})) as IDataObject;
		const isEnded = callbacks().some(
			({ callbackId, status }) => callbackId === sent.callbackId && status === 'Terminated',
		);
		if (url.pathname === '/v2/callbacks/update' && isEnded) {
			const refusal = { success: false, data: null, errorCode: 'InvalidParameter', message: 'terminated' };
			return { statusCode: 400, headers: {}, body: refusal };
		}
		const answer = await fetch(url, {
			method,
			headers: { ...(headers as Record<string, string>) },
			...(method !== 'GET' && { body: JSON.stringify(sent) }),
		});
		return { statusCode: answer.status, headers: {}, body: (await answer.json()) as IDataObject };
	};

	test('gets another callback each time one is terminated, if it delivered in between', async () => {
		await open();
		const run = await start(await published({}, { carrier: forGood }));
		for (let time = 0; time < 3; time++) {
			for (const callback of callbacks()) callback.status = 'Terminated';
			await tick(run);
			expect(liveCallbacks(sandbox())).toHaveLength(1);
			await tick(run);
		}
	});

	test('gets another one for the one of two that is terminated, when it is published again', async () => {
		await open();
		const node = await published(both, { carrier: forGood });
		callbacks()[0]!.status = 'Terminated';
		await publish(node);
		expect(events()).toEqual(['Parcel', 'User']);
	});

	test('gets another one after the next start of n8n, even with Catch Up 0', async () => {
		await open();
		const off: INodeParameters = { options: { catchUpMinutes: 0 } };
		const node = await published(off);
		callbacks()[0]!.status = 'Terminated';
		const run = await start(await restarted(node, off, { carrier: forGood }));
		await tick(run);
		expect(liveCallbacks(sandbox())).toHaveLength(1);
	});
});

test('a queue list row that is a delivery with its own ID affects nobody’s callback', async () => {
	await open();
	await published({}, { nodeId: 'stranger', workflowId: 'stranger', webhookId: 'stranger' });
	const [stranger] = callbacks();
	const before = JSON.stringify(stranger);
	const { callbackId: callBackQueueId } = stranger!;
	const url = `${webhookBaseUrl}/${WEBHOOK_PATH}?event=Parcel`;
	const data = { totalRecords: 1, queueEntries: [{ callBackQueueId, url, event: 'Parcel', attempts: 1 }] };
	sandbox().fault(QUEUE, { body: JSON.stringify({ success: true, data }), times: Infinity });
	const node = await published({});
	await node.hook('delete');
	expect(JSON.stringify(callbacks())).toBe(`[${before}]`);
});
