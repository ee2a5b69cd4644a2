import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import { startSandbox, type Sandbox } from '../../sandbox';
import { restartProcess, type Carrier } from './n8n';
import { N8nProcess } from './process';
import {
	again,
	bodiesOf,
	credentialsFor,
	liveCallbacks,
	publish,
	savedBy,
	trigger,
	withoutConnection,
} from './setup';

const UPDATE = 'POST /v2/callbacks/update';

// One for each test: what is known about it is known for a minute.
let ecGrid: Sandbox;
const sandbox = () => ecGrid;
beforeEach(async () => {
	ecGrid = await startSandbox();
});
afterEach(async () => {
	jest.restoreAllMocks();
	restartProcess();
	await ecGrid.stop();
});

describe("an ECGrid that left one trigger without a response during n8n's start", () => {
	const starting = async (nodeId: string) => await trigger(sandbox(), {}, { nodeId, webhookId: nodeId });
	const ready = async () => {
		const [first, second] = [await starting('first'), await starting('second')];
		for (const node of [first, second]) await node.hook('create');
		sandbox().clearRequests();
		return [first, second] as const;
	};

	test.each([
		['cuts the connection', { cut: true }],
		['is down behind a gateway', { status: 503 }],
	])("%s: isn't asked for the next ones, which stay as they are", async (_, fault) => {
		const [first, second] = await ready();
		const stored = savedBy(second);
		sandbox().fault(UPDATE, fault);
		expect(await first.hook('checkExists', 'init')).toBe(true);
		expect(await second.hook('checkExists', 'init')).toBe(true);
		expect(bodiesOf(sandbox(), UPDATE)).toHaveLength(1);
		expect(savedBy(second)).toEqual(stored);
		expect(second.log).toEqual([
			{
				level: 'warn',
				message: expect.stringMatching(/couldn't check callbacks .* at the start of n8n.*a moment ago/),
			},
		]);
	});

	test.each<[string, { carrier?: Carrier }]>([
		['cuts the connection', {}],
		['is out of reach', { carrier: withoutConnection }],
	])('%s: is not asked to make callbacks either, for however many triggers', async (_, options) => {
		const [first] = await ready();
		const one = await again(sandbox(), first, {}, { nodeId: 'first', webhookId: 'first', ...options });
		sandbox().fault(UPDATE, { cut: true });
		await one.hook('checkExists', 'init');
		sandbox().clearRequests();
		for (const node of [await starting('third'), await starting('fourth')]) {
			expect(await node.hook('checkExists', 'init')).toBe(false);
			await node.hook('create', 'init');
			expect(node.log).toMatchObject([
				{ message: expect.stringMatching(/couldn't register everything.*a moment ago/) },
			]);
		}
		expect(sandbox().requests).toEqual([]);
	});

	test('is asked on schedule for one that was not asked for, also with Catch Up 0', async () => {
		const [first, second] = await ready();
		const off = { options: { catchUpMinutes: 0 } };
		const starting = await again(sandbox(), second, off, { nodeId: 'second', webhookId: 'second' });
		const [, missing] = sandbox().callbacks;
		missing!.status = 'Terminated';
		sandbox().fault(UPDATE, { cut: true });
		await first.hook('checkExists', 'init');
		expect(await starting.hook('checkExists', 'init')).toBe(true);
		const run = await starting.start();
		run.pass(15);
		await run.idle();
		expect(liveCallbacks(sandbox())).toHaveLength(2);
		await run.close();
	});

	test('is asked for the next ones if it only refused', async () => {
		const [first, second] = await ready();
		sandbox().fault(UPDATE, { status: 401 });
		await first.hook('checkExists', 'init');
		await second.hook('checkExists', 'init');
		expect(bodiesOf(sandbox(), UPDATE)).toHaveLength(2);
		expect(second.log).toEqual([]);
	});

	test('is asked again for the same one, and then for the others', async () => {
		const [first, second] = await ready();
		sandbox().fault(UPDATE, { cut: true });
		for (const node of [first, first, second]) await node.hook('checkExists', 'init');
		expect(bodiesOf(sandbox(), UPDATE)).toHaveLength(3);
		expect(second.log).toEqual([]);
	});

	test('is asked when the next one is published', async () => {
		const [first, second] = await ready();
		sandbox().fault(UPDATE, { cut: true });
		await first.hook('checkExists', 'init');
		expect(await second.hook('checkExists', 'activate')).toBe(true);
		expect(bodiesOf(sandbox(), UPDATE)).toHaveLength(2);
	});

	test('is asked for the next ones a minute later, and for one at another address immediately', async () => {
		const { url, apiKey } = sandbox();
		const credentials = { apiKey, baseUrl: url.replace('127.0.0.1', 'localhost') };
		const elsewhere = await trigger(sandbox(), {}, { nodeId: 'third', webhookId: 'third', credentials });
		await elsewhere.hook('create');
		const [first, second] = await ready();
		sandbox().fault(UPDATE, { cut: true });
		await first.hook('checkExists', 'init');
		await elsewhere.hook('checkExists', 'init');
		expect(bodiesOf(sandbox(), UPDATE)).toHaveLength(2);

		sandbox().fault(UPDATE, { cut: true });
		await first.hook('checkExists', 'init');
		const now = Date.now();
		jest.spyOn(Date, 'now').mockImplementation(() => now + 61_000);
		await second.hook('checkExists', 'init');
		expect(bodiesOf(sandbox(), UPDATE)).toHaveLength(4);
	});
});

test.each<[string, RequestListener]>([
	["doesn't answer", () => {}],
	[
		'answers one byte after another',
		(_, response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			const dripping = setInterval(() => void response.write(' '), 300);
			response.on('close', () => clearInterval(dripping));
		},
	],
])(
	'at a start, each hook waits about 5 seconds for an ECGrid that %s, even if a callback is missing',
	async (_, answer) => {
		const events = { events: ['Parcel', 'User'] };
		const node = await trigger(sandbox(), events, {});
		await publish(node);
		const server = createServer(answer);
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		try {
			for (const missing of [0, 1]) {
				const saved = savedBy(node);
				const [own] = Object.values(saved.global as Record<string, { callbacks: unknown[] }>);
				if (missing) own!.callbacks.pop();
				// For the same ECGrid, which doesn't answer now.
				const staticData = JSON.parse(JSON.stringify(saved).replaceAll(sandbox().url, baseUrl)) as object;
				const next = await trigger(sandbox(), events, {
					staticData: staticData as never,
					process: new N8nProcess(),
					credentials: { ...credentialsFor(sandbox()), baseUrl },
				});
				for (const hook of ['checkExists', 'create'] as const) {
					const began = performance.now();
					await next.hook(hook, 'init');
					expect(performance.now() - began).toBeLessThan(7_000);
				}
				expect(next.log.length).toBeGreaterThan(0);
			}
		} finally {
			server.closeAllConnections();
			server.close();
		}
	},
	60_000,
);

test('all requests of a start together have about 5 seconds, or 10 if something must be registered', async () => {
	const node = await trigger(sandbox(), {}, {});
	await publish(node);
	const { now } = Date;
	let passed = 0;
	jest.spyOn(Date, 'now').mockImplementation(() => now() + passed);
	const timeouts: number[] = [];
	/** Each request is answered at the last moment or not at all. */
	const carrier: Carrier = async ({ url, timeout }) => {
		timeouts.push(timeout!);
		passed += timeout!;
		if (url.endsWith('/update'))
			return { statusCode: 404, headers: {}, body: { success: false, errorCode: 'ObjectNotFound' } };
		if (url.endsWith('/queue-list'))
			return { statusCode: 200, headers: {}, body: { success: true, data: { queueEntries: [] } } };
		throw Object.assign(new Error('timeout exceeded'), { code: 'ECONNABORTED' });
	};
	const starting = await again(sandbox(), node, {}, { carrier });
	expect(await starting.hook('checkExists', 'init')).toBe(false);
	expect(timeouts).toEqual([expect.any(Number)]);
	expect(passed).toBeLessThanOrEqual(5_000);
	await starting.hook('create', 'init');
	expect(timeouts).toHaveLength(3);
	expect(passed).toBeLessThan(10_600);
	expect(starting.log.at(-1)).toEqual({
		level: 'warn',
		message: expect.stringContaining('the schedule retries'),
	});
});

test("an endless list of callbacks doesn't delay n8n's start either", async () => {
	let pages = 0;
	const carrier: Carrier = async () => {
		await pause(250);
		const queueEntries = Array.from({ length: 500 }, () => ({ callbackId: ++pages, url: 'https://other' }));
		return { statusCode: 200, headers: {}, body: { success: true, data: { queueEntries } } };
	};
	const node = await trigger(sandbox(), {}, { carrier });
	const began = performance.now();
	await Promise.race([node.hook('create', 'init'), pause(15_000)]);
	expect(performance.now() - began).toBeLessThan(10_000);
	expect(node.log).toEqual([
		{ level: 'warn', message: expect.stringContaining("couldn't register everything") },
	]);
}, 30_000);
