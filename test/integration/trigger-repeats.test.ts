import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { receive } from '../../nodes/EcGrid/trigger/receive';
import { startSandbox } from '../../sandbox';
import type { Processing, TriggerNode } from './n8n';
import { N8nProcess } from './process';
import { again, cleanSandbox, publish, trigger, until } from './setup';
import { webhookCertificate, webhookServer } from './webhook-server';

const run = promisify(execFile);
const MINUTE = 60_000;
const sandbox = cleanSandbox();

let eventId = 1;
const arrival = (fields: object = {}) => ({
	eventId: eventId++,
	callBackEvent: 'InBox',
	parcelId: 987654321,
	eventDateTime: '2026-05-07T12:30:00Z',
	isTest: false,
	...fields,
});
let parcelId = 1_000;
const shapeA = (fields: object = {}) => ({
	parcelId: parcelId++,
	status: 'InBoxReady',
	created: '2026-05-07T12:30:00Z',
	...fields,
});

const published = async (parameters: INodeParameters = {}, identity: IDataObject = {}) => {
	const node = await trigger(sandbox(), { authentication: 'none', ...parameters }, identity);
	await publish(node);
	return node;
};

const deliver = async (node: TriggerNode, body: unknown, processing?: Processing) =>
	await node.deliver({ body, query: { event: 'Parcel' } }, processing);

/** Returns how many items a delivery, answered 200, starts the workflow with. */
const runs = async (node: TriggerNode, body: unknown, processing?: Processing) => {
	const { answer, items } = await deliver(node, body, processing);
	expect(answer.status).toBe(200);
	return items?.length ?? 0;
};

const failing: Processing = { storing: async () => 500 };

/** An execution that n8n is storing until the test reports the result. */
function storage() {
	let end: (status: number) => void = () => undefined;
	const stored = new Promise<number>((resolve) => (end = resolve));
	let begin: () => void = () => undefined;
	const begun = new Promise<void>((resolve) => (begin = resolve));
	const storing = async () => {
		begin();
		return await stored;
	};
	return { storing, begun, end };
}

const turn = async () => await new Promise((resolve) => setImmediate(resolve));

let countsOfLists: number[][];

// In a separate process: an endless loop of promises would stop this one, including its time-outs.
beforeAll(async () => {
	const script = `
		const { EventEmitter } = require('node:events');
		const { receive } = require('./nodes/EcGrid/trigger/receive.ts');
		const deliver = async (body, status) => {
			const response = Object.assign(new EventEmitter(), { statusCode: status, writableEnded: true });
			const result = await receive({
				getNodeParameter: (name, otherwise) => (name === 'authentication' ? 'none' : otherwise),
				getRequestObject: () => ({ body }), getQueryData: () => ({ event: 'Parcel' }),
				getResponseObject: () => response, getMode: () => 'webhook', getInstanceId: () => 'i',
				getWorkflow: () => ({ id: 'w' }), getNode: () => ({ id: 'n' }),
			});
			setImmediate(() => response.emit('finish').valueOf() && response.emit('close'));
			return result.workflowData?.[0].length ?? 0;
		};
		const event = (eventId) => ({ eventId });
		(async () => {
			const counts = [];
			for (const status of [500, 200]) {
				counts.push(await Promise.all([
					deliver([event(1), event(1)], status), deliver([event(1), event(2)], status),
					deliver([event(2), event(1), event(2)], status), deliver(event(2), status),
				]));
			}
			counts.push(await Promise.all([deliver([event(1), event(1)], 200), deliver([event(2), event(3)], 200)]));
			console.log(JSON.stringify(counts));
		})();`;
	const { stdout } = await run(process.execPath, ['--import', 'tsx', '-e', script], {
		cwd: join(__dirname, '../..'),
		timeout: 20_000,
		killSignal: 'SIGKILL',
	});
	countsOfLists = JSON.parse(stdout) as number[][];
}, 25_000);

test('duplicates in lists never hang n8n', () => {
	const [refused, taken, repeated] = countsOfLists;
	expect(refused!.some((count) => count > 0)).toBe(true);
	expect(taken!.reduce((sum, count) => sum + count)).toBe(2);
	expect(repeated).toEqual([0, 1]);
});

describe.each<[string, (fields?: object) => IDataObject]>([
	['an event ID', arrival],
	['an object and a time', shapeA],
])('an event with %s that is delivered again', (_, make) => {
	test('after it was taken is dropped and answered 200', async () => {
		const [node, body] = [await published(), make()];
		expect(await runs(node, body)).toBe(1);
		const { answer, items } = await deliver(node, body);
		expect(items).toBeUndefined();
		expect(answer).toEqual({ status: 200, body: { received: true, repeated: true } });
	});

	test("after n8n couldn't store it starts the workflow", async () => {
		const [node, body] = [await published(), make()];
		expect((await deliver(node, body, failing)).answer.status).toBe(500);
		expect((await deliver(node, body, failing)).answer.status).toBe(500);
		expect(await runs(node, body)).toBe(1);
		expect(await runs(node, body)).toBe(0);
	});

	test("after the caller hung up and n8n doesn't answer for ten minutes, starts the workflow", async () => {
		const [node, body] = [await published(), make()];
		const { now } = Date;
		const never = storage();
		void deliver(node, body, { storing: never.storing, hangsUp: true });
		await never.begun;
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now() + 595_000);
		try {
			let isOver = false;
			const next = runs(node, body).finally(() => (isOver = true));
			await pause(600);
			expect(isOver).toBe(false);
			clock.mockImplementation(() => now() + 600_001);
			expect(await next).toBe(1);
		} finally {
			clock.mockRestore();
			never.end(500);
		}
	});

	test.each<[string, number, boolean, number]>([
		['stored: dropped', 200, false, 0],
		['not stored: runs', 500, false, 1],
		['n8n was overloaded: runs', 503, false, 1],
		['the first caller hung up and it was stored: dropped', 200, true, 0],
		["the first caller hung up and it wasn't stored: runs", 500, true, 1],
	])('while the first is being stored waits for it; %s', async (_outcome, ending, hangsUp, expected) => {
		const [node, body] = [await published(), make()];
		const first = storage();
		const one = deliver(node, body, { ...first, hangsUp });
		await first.begun;
		let answered = false;
		const two = runs(node, body).finally(() => (answered = true));
		await turn();
		expect(answered).toBe(false);
		first.end(ending);
		expect(await two).toBe(expected);
		await one;
		expect(await runs(node, body)).toBe(0);
	});

	test('twenty times at once starts the workflow once', async () => {
		const [node, body] = [await published(), make()];
		const results = await Promise.all(Array.from({ length: 20 }, async () => await runs(node, body)));
		expect(results.reduce((sum, count) => sum + count)).toBe(1);
	});

	test('to the restarted node in the same process is dropped', async () => {
		const [node, body] = [await published(), make()];
		expect(await runs(node, body)).toBe(1);
		expect(await runs(await again(sandbox(), node, { authentication: 'none' }), body)).toBe(0);
	});

	test('after n8n restarted runs again', async () => {
		const [node, body] = [await published(), make()];
		expect(await runs(node, body)).toBe(1);
		const process = new N8nProcess();
		const restarted = await again(sandbox(), node, { authentication: 'none' }, { process });
		expect(await runs(restarted, body)).toBe(1);
		expect(await runs(restarted, body)).toBe(0);
	});

	test("isn't a duplicate for another node, workflow or n8n", async () => {
		const [node, body] = [await published(), make()];
		expect(await runs(node, body)).toBe(1);
		for (const identity of [{ nodeId: 'node-2' }, { workflowId: 'w-2' }, { instanceId: 'n8n-2' }]) {
			expect(await runs(await trigger(sandbox(), { authentication: 'none' }, identity), body)).toBe(1);
		}
	});

	test('runs each time with Ignore Duplicates off', async () => {
		const [node, body] = [await published({ options: { ignoreDuplicates: false } }), make()];
		for (let time = 0; time < 3; time++) expect(await runs(node, body)).toBe(1);
	});

	test("while listening for a test event runs each time and doesn't count as taken", async () => {
		const [node, body] = [await published(), make()];
		for (let time = 0; time < 3; time++) expect(await runs(node, body, { mode: 'manual' })).toBe(1);
		expect(await runs(node, body)).toBe(1);
		expect(await runs(node, body, { mode: 'manual' })).toBe(1);
	});
});

describe('later', () => {
	const { now } = Date;
	const after = (minutes: number) =>
		jest.spyOn(Date, 'now').mockImplementation(() => now() + minutes * MINUTE);
	afterEach(() => {
		jest.restoreAllMocks();
	});

	test('a body without an event ID is a duplicate if it is repeated within half an hour, and then another event', async () => {
		const [node, body] = [await published(), shapeA()];
		expect(await runs(node, body)).toBe(1);
		for (const minutes of [29, 58, 87]) {
			after(minutes);
			expect(await runs(node, body)).toBe(0);
		}
		after(118);
		expect([await runs(node, body), await runs(node, body)]).toEqual([1, 0]);
	});

	test('after n8n’s clock was set back, the same body is another event, too, once half an hour has passed', async () => {
		const [node, body] = [await published(), shapeA()];
		expect(await runs(node, body)).toBe(1);
		after(-180);
		expect([await runs(node, body), await runs(node, body)]).toEqual([1, 0]);
		after(-149);
		expect(await runs(node, body)).toBe(1);
	});

	test('an event id is a repeat for 24 hours', async () => {
		const [node, body] = [await published(), arrival()];
		expect(await runs(node, body)).toBe(1);
		after(23 * 60);
		expect(await runs(node, body)).toBe(0);
		after(25 * 60);
		expect(await runs(node, body)).toBe(1);
	});
});

describe('one event ID', () => {
	const pairs: Array<[string, IDataObject, IDataObject]> = [
		['for two parcels', { parcelId: 1 }, { parcelId: 2 }],
		['for two events of one parcel', { callBackEvent: 'InBox' }, { callBackEvent: 'ConfirmDelivery' }],
		['for two statuses of one parcel', { status: 'InBoxReady' }, { status: 'InBoxArchived' }],
		['at two times', { eventDateTime: '2026-05-07T12:30:00Z' }, { eventDateTime: '2026-05-07T12:31:00Z' }],
	];
	test.each(pairs)(
		"%s starts the workflow twice, and a duplicate of either doesn't start it again",
		async (_, one, two) => {
			const node = await published({ parcelEvents: [] });
			const event = arrival();
			const [first, second] = [
				{ ...event, ...one },
				{ ...event, ...two },
			];
			expect([await runs(node, first), await runs(node, second)]).toEqual([1, 1]);
			expect([await runs(node, first), await runs(node, { ...second, attempt: 2 })]).toEqual([0, 0]);
		},
	);

	test.each(pairs)('%s returns two items if they arrive in one list', async (_, one, two) => {
		const node = await published({ parcelEvents: [] });
		const event = arrival();
		expect(
			await runs(node, [
				{ ...event, ...one },
				{ ...event, ...two },
				{ ...event, ...one },
			]),
		).toBe(2);
	});
});

describe('a caller who hangs up', () => {
	/** n8n's server. If the path says so, it runs the node, or answers, only after the connection is gone. */
	async function server() {
		const executions: unknown[] = [];
		const ends: Array<Promise<unknown>> = [];
		const bodies: unknown[] = [];
		const http = createServer(async (request, response) => {
			const body = JSON.parse((await buffer(request)).toString()) as unknown;
			bodies.push(body);
			if (request.url === '/late') await once(response, 'close');
			const answering = Object.assign(response, {
				status: (code: number) => Object.assign(response, { statusCode: code }),
				set: () => response,
				json: (answer: unknown) => response.end(JSON.stringify(answer)),
			});
			const received = receive({
				getNodeParameter: (name: string, otherwise: unknown) =>
					name === 'authentication' ? 'none' : otherwise,
				getRequestObject: () => ({ body }),
				getQueryData: () => ({ event: 'Parcel' }),
				getHeaderData: () => request.headers,
				getResponseObject: () => answering,
				getMode: () => 'webhook',
				getInstanceId: () => 'i',
				getWorkflow: () => ({ id: 'hung-up' }),
				getNode: () => ({ id: 'n' }),
				getWorkflowStaticData: () => ({}),
			} as never);
			ends.push(received);
			const { workflowData, webhookResponse, noWebhookResponse } = await received;
			if (workflowData) executions.push(...workflowData[0]!.map(({ json }) => json));
			if (request.url === '/slow') await once(response, 'close');
			if (!noWebhookResponse) answering.json(webhookResponse);
		});
		await once(http.listen(0, '127.0.0.1'), 'listening');
		const { port } = http.address() as AddressInfo;
		return {
			executions,
			bodies,
			ends,
			post: async (path: string, body: unknown, signal?: AbortSignal) =>
				await fetch(`http://127.0.0.1:${port}${path}`, {
					method: 'POST',
					body: JSON.stringify(body),
					signal,
				}),
			stop: async () => {
				http.closeAllConnections();
				await once(http.close(), 'close');
			},
		};
	}

	test.each<[string, () => IDataObject]>([
		['an event ID', arrival],
		['an object and a time', shapeA],
		['nothing that distinguishes it', () => ({ hello: 1 })],
	])(
		'before n8n runs the node starts nothing, and a retry of that event (%s) runs immediately',
		async (_, make) => {
			const n8n = await server();
			try {
				const body = make();
				const hangUp = new AbortController();
				const given = n8n.post('/late', body, hangUp.signal).catch((error: Error) => error.name);
				await until(() => n8n.bodies.length > 0);
				hangUp.abort();
				expect(await given).toBe('AbortError');
				await until(() => n8n.ends.length > 0);
				expect(await n8n.ends[0]).toEqual({ noWebhookResponse: true });
				expect(n8n.executions).toEqual([]);

				const started = performance.now();
				expect((await n8n.post('/', body)).status).toBe(200);
				expect(performance.now() - started).toBeLessThan(2_000);
				expect(n8n.executions).toHaveLength(1);
			} finally {
				await n8n.stop();
			}
		},
	);

	test("while n8n stores the execution has started it, and a retry of that event doesn't start it again", async () => {
		const n8n = await server();
		try {
			const body = arrival();
			const hangUp = new AbortController();
			const given = n8n.post('/slow', body, hangUp.signal).catch((error: Error) => error.name);
			await until(() => n8n.executions.length > 0);
			hangUp.abort();
			expect(await given).toBe('AbortError');
			const next = await n8n.post('/', body);
			expect([next.status, await next.json()]).toEqual([200, { received: true, repeated: true }]);
			expect(n8n.executions).toHaveLength(1);
		} finally {
			await n8n.stop();
		}
	});
});

test('a delivery waits ten seconds for another one of the same event and is then asked to retry', async () => {
	const [node, body] = [await published(), arrival()];
	const first = storage();
	const stuck = deliver(node, body, first);
	await first.begun;
	jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
	try {
		const second = deliver(node, body);
		await jest.advanceTimersByTimeAsync(10_100);
		const { answer, items } = await second;
		expect(items).toBeUndefined();
		expect(answer).toMatchObject({
			status: 503,
			headers: { 'Retry-After': '10' },
			body: { received: false },
		});
	} finally {
		jest.useRealTimers();
	}
	first.end(200);
	await stuck;
	expect(await runs(node, body)).toBe(0);
});

describe('a list of events', () => {
	test('that contains the same event twice returns it once', async () => {
		const [node, one, two] = [await published(), arrival(), arrival()];
		const { items } = await deliver(node, [one, two, one, { ...one }]);
		expect(items?.map(({ eventId: id }) => id)).toEqual([one.eventId, two.eventId]);
	});

	test("returns only events that weren't taken before", async () => {
		const [node, one, two] = [await published(), arrival(), arrival()];
		await deliver(node, one);
		expect((await deliver(node, [one, two])).items).toMatchObject([{ eventId: two.eventId }]);
		expect(await runs(node, [two, one])).toBe(0);
	});

	test("that wasn't stored is complete when delivered again", async () => {
		const [node, list] = [await published(), [arrival(), arrival()]];
		await deliver(node, list, failing);
		expect(await runs(node, list)).toBe(2);
	});

	test.each<[string, Processing, number]>([
		['stored', {}, 3],
		['not stored', failing, 3],
	])(
		'that overlaps crosswise with one in flight, which is %s, returns each event once',
		async (_, how, total) => {
			const [node, a, b, c] = [await published(), arrival(), arrival(), arrival()];
			const taken: unknown[] = [];
			const call = async (list: unknown[], processing?: Processing) => {
				const { answer, items } = await deliver(node, list, processing);
				if (answer.status === 200) taken.push(...(items ?? []).map(({ eventId: id }) => id));
			};
			await Promise.all([call([a, b], how), call([b, c]), call([c, a]), call([c, b, a])]);
			expect(new Set(taken).size).toBe(total);
			expect(taken).toHaveLength(total);
		},
		3_000,
	);
});

describe('not overly strict: both start the workflow', () => {
	test.each<[string, () => unknown]>([
		['two test events with identical bodies', () => arrival({ isTest: true, eventId: 0 })],
		['two test events with the same id', () => arrival({ isTest: true, eventId: 77 })],
		['two empty bodies', () => ({})],
		['two missing bodies', () => undefined],
		['two bodies without an object', () => ({ status: 'Active', created: '2026-05-07T12:30:00Z' })],
		['two bodies without a time', () => ({ parcelId: 987654321, status: 'InBoxReady' })],
		['two texts', () => 'hello'],
		[
			'two lists of two identical test events',
			() => [arrival({ isTest: true, eventId: 5 }), { isTest: true }],
		],
	])('%s', async (_, make) => {
		const [node, body] = [await published(), make()];
		const count = Array.isArray(body) ? body.length : 1;
		expect([await runs(node, body), await runs(node, body)]).toEqual([count, count]);
	});

	test('two identical bodies, one for each of two events', async () => {
		const node = await published({ events: ['Mailbox', 'Network'] });
		const body = { objectId: 30001, created: '2026-05-07T12:30:00Z' };
		for (const event of ['Mailbox', 'Network']) {
			expect((await node.deliver({ body, query: { event } })).items).toHaveLength(1);
		}
	});

	test.each([
		['with an event ID', 'B', 0],
		['without one', 'A', 0],
		['with the same body, half an hour later', 'A', 31],
	] as const)(
		'an arrived parcel, and the same after it was reset to the inbox (%s)',
		async (_, payloadShape, minutes) => {
			const n8n = await webhookServer();
			const ecgrid = await startSandbox({
				payloadShape,
				readings: { sameBodyAfterReset: minutes > 0 },
				deliveryCa: await webhookCertificate(),
			});
			const { now } = Date;
			try {
				const node = await trigger(ecgrid, {}, { webhookBaseUrl: n8n.webhookBaseUrl });
				n8n.serve(node);
				await publish(node);
				const { parcelId: id } = ecgrid.addParcel({ fileName: 'po.edi', content: 'ISA*00*' });
				await ecgrid.idle();
				jest.spyOn(Date, 'now').mockImplementation(() => now() + minutes * MINUTE);
				const reset = await fetch(`${ecgrid.url}/v2/parcels/reset-to-inbox/${id}`, {
					method: 'POST',
					headers: { 'X-API-Key': ecgrid.apiKey },
				});
				expect(reset.status).toBe(200);
				await ecgrid.idle();
				expect(n8n.executions).toMatchObject([[{ parcelId: id }], [{ parcelId: id }]]);
				const [first, second] = ecgrid.deliveries.map(({ body }) => body);
				expect(first === second).toBe(minutes > 0);
			} finally {
				jest.restoreAllMocks();
				await Promise.all([ecgrid.stop(), n8n.stop()]);
			}
		},
	);
});

test('ECGrid’s retries after n8n’s database refuses end in one execution', async () => {
	const n8n = await webhookServer();
	const ecgrid = await startSandbox({
		retry: { attempts: 4, intervalMs: 5 },
		deliveryCa: await webhookCertificate(),
	});
	try {
		const node = await trigger(
			ecgrid,
			{},
			{ webhookBaseUrl: n8n.webhookBaseUrl, nodeId: 'node-of-this-test' },
		);
		let refusals = 2;
		const storing = async () => (refusals-- > 0 ? 500 : 200);
		const executions: unknown[] = [];
		n8n.serve({
			...node,
			deliver: async (request) => {
				const delivered = await node.deliver(request, { storing });
				if (delivered.answer.status === 200) executions.push(delivered.items);
				return delivered;
			},
		});
		await publish(node);
		ecgrid.addParcel({ fileName: 'po.edi', content: 'ISA*00*' });
		await ecgrid.idle();
		expect(ecgrid.deliveries.map(({ status }) => status)).toEqual([500, 500, 200]);
		expect(executions).toHaveLength(1);
	} finally {
		await Promise.all([ecgrid.stop(), n8n.stop()]);
	}
});
