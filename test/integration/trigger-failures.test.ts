import { inspect } from 'node:util';

import type { INodeParameters } from 'n8n-workflow';

import {
	again,
	bodiesOf,
	cleanSandbox,
	liveCallbacks,
	publish,
	savedBy,
	storedCallbacks,
	trigger,
	WEBHOOK,
	withoutConnection,
	withoutPauses,
} from './setup';

const CREATE = 'POST /v2/callbacks/create';
const UPDATE = 'POST /v2/callbacks/update';
const QUEUE = 'POST /v2/callbacks/queue-list';
const DELETE = 'DELETE /v2/callbacks';
const both: INodeParameters = { events: ['Parcel', 'User'] };

withoutPauses();

const sandbox = cleanSandbox();
const eventsOf = () =>
	liveCallbacks(sandbox())
		.map(({ event }) => event)
		.sort();

const published = async (parameters: INodeParameters = both) => {
	const node = await trigger(sandbox(), parameters);
	await publish(node);
	sandbox().clearRequests();
	return node;
};

describe('publishing that fails half-way', () => {
	test.each([
		['a refusal', { status: 400, errorCode: 'InvalidParameter', message: 'event: not for you' }],
		['an internal error', { status: 500 }],
		['a cut connection', { cut: true }],
	])('by %s leaves nothing behind', async (_, fault) => {
		sandbox().fault(CREATE, { delayMs: 1 }, fault);
		const node = await trigger(sandbox(), both);
		await expect(node.hook('create')).rejects.toMatchObject({ name: 'NodeApiError' });
		expect(sandbox().callbacks).toEqual([]);
		expect(JSON.stringify(node.staticData())).not.toContain('callbackId');
	});

	test('keeps what was registered before', async () => {
		const node = await published({});
		const before = JSON.stringify(sandbox().callbacks);
		const changed = await again(sandbox(), node, { events: ['Parcel', 'User', 'Mailbox'] });
		sandbox().fault(CREATE, { delayMs: 1 }, { status: 400 });
		await expect(changed.hook('create')).rejects.toThrow();
		expect(JSON.stringify(sandbox().callbacks)).toBe(before);
		expect(savedBy(changed)).toEqual(savedBy(node));
	});

	test('succeeds when n8n retries', async () => {
		sandbox().fault(CREATE, { status: 500 });
		const node = await trigger(sandbox(), both);
		await expect(node.hook('create')).rejects.toThrow();
		await node.hook('create');
		expect(eventsOf()).toEqual(['Parcel', 'User']);
		expect(sandbox().callbacks).toHaveLength(2);
	});

	test("isn't attempted if ECGrid’s list can't be read, because a callback may already exist", async () => {
		sandbox().fault(QUEUE, { status: 500, times: 9 });
		await expect((await trigger(sandbox())).hook('create')).rejects.toThrow(/HTTP 500/);
		expect(bodiesOf(sandbox(), CREATE)).toEqual([]);
	});

	test.each([
		['500', { status: 500, times: 2 }],
		['a cut connection', { cut: true, times: 2 }],
	])('tries again to find and set right what is there, after %s', async (_, fault) => {
		const node = await published();
		const before = liveCallbacks(sandbox());
		sandbox().fault(UPDATE, fault);
		expect(await node.hook('checkExists')).toBe(true);
		sandbox().fault(QUEUE, fault);
		await (await trigger(sandbox(), both)).hook('create');
		expect(bodiesOf(sandbox(), QUEUE)).toHaveLength(3);
		expect(liveCallbacks(sandbox())).toEqual(before);
	});

	test('logs with its ID what it could not take back', async () => {
		sandbox().fault(CREATE, { delayMs: 1 }, { status: 400 });
		sandbox().fault(DELETE, { status: 500, times: 9 });
		const node = await trigger(sandbox(), both);
		await expect(node.hook('create')).rejects.toThrow();
		const [left] = sandbox().callbacks;
		expect(node.log).toContainEqual({
			level: 'error',
			message: expect.stringContaining(`Callback → Delete, Callback ID ${left!.callbackId}`),
		});
	});
});

describe('a create whose response was lost', () => {
	test.each([
		['cut', { cut: true, afterWork: true }],
		['500', { status: 500, afterWork: true }],
		['unreadable', { body: '<html>', afterWork: true }],
	])('(%s) fails, and the next one takes the callback over', async (_, fault) => {
		sandbox().fault(CREATE, fault);
		const node = await trigger(sandbox());
		await expect(node.hook('create')).rejects.toThrow(/isn't known whether/);
		const lost = liveCallbacks(sandbox());
		expect(lost).toHaveLength(1);

		await node.hook('create');
		expect(liveCallbacks(sandbox())).toEqual(lost);
		expect(await node.hook('checkExists')).toBe(true);
	});

	test('five times in a row leaves one callback in the end', async () => {
		sandbox().fault(CREATE, { cut: true, afterWork: true, times: 5 });
		const node = await trigger(sandbox(), both);
		for (let tries = 0; tries < 5; tries++) await node.hook('create').catch(() => undefined);
		expect(eventsOf()).toEqual(['Parcel', 'User']);
		expect(sandbox().callbacks).toHaveLength(2);
	});

	test('is cleaned up when the person gives up', async () => {
		sandbox().fault(CREATE, { cut: true, afterWork: true });
		const node = await trigger(sandbox());
		await expect(node.hook('create')).rejects.toThrow();
		await node.hook('delete');
		expect(sandbox().callbacks).toEqual([]);
	});

	test('with a response without an ID, says what to look for', async () => {
		sandbox().fault(CREATE, { body: '{"success":true,"data":{"url":"x"}}', afterWork: true });
		await expect((await trigger(sandbox())).hook('create')).rejects.toMatchObject({
			message: expect.stringMatching(/didn't return its ID/),
			description: expect.stringContaining(`${WEBHOOK}?event=Parcel`),
		});
	});
});

describe.each(['init', 'leadershipChange'] as const)('when n8n starts (%s)', (mode) => {
	test('a working trigger stays as it is', async () => {
		const node = await published();
		const before = JSON.stringify(sandbox().callbacks);
		expect(await node.hook('checkExists', mode)).toBe(true);
		expect(JSON.stringify(sandbox().callbacks)).toBe(before);
		expect(node.log).toEqual([]);
	});

	test.each([
		['401', { status: 401, times: 9 }],
		['403', { status: 403, times: 9 }],
		['429', { retryAfter: 60, times: 9 }],
		['500', { status: 500, times: 9 }],
		['503 with HTML', { status: 503, body: '<html>', times: 9 }],
		['a redirect', { redirect: 'https://login.example.com/', times: 9 }],
		['a cut connection', { cut: true, times: 9 }],
		['success false', { success: false as const, errorCode: 'InternalError', times: 9 }],
		['400', { status: 400, times: 9 }],
		['404 of a gateway, with HTML', { status: 404, body: '<html>', times: 9 }],
		['404 of a gateway, with nothing', { status: 404, body: '', times: 9 }],
	])('%s from ECGrid takes nothing down', async (_, fault) => {
		const node = await published();
		const [stored, before] = [savedBy(node), JSON.stringify(sandbox().callbacks)];
		sandbox().fault('*', fault);
		expect(await node.hook('checkExists', mode)).toBe(true);
		expect(savedBy(node)).toEqual(stored);
		expect(JSON.stringify(sandbox().callbacks)).toBe(before);
		expect(sandbox().requests.length).toBeLessThanOrEqual(2);
	});

	test('an outage is one line in the log that names the callbacks', async () => {
		const node = await published();
		sandbox().fault('*', { status: 500, times: 9 });
		await node.hook('checkExists', mode);
		const ids = sandbox().callbacks.map(({ callbackId }) => callbackId);
		expect(node.log).toEqual([
			{ level: 'warn', message: expect.stringContaining(`couldn't check callbacks ${ids.join(', ')} `) },
		]);
	});

	test('an unreachable ECGrid takes nothing down', async () => {
		const node = await published();
		const restarted = await again(sandbox(), node, both, { carrier: withoutConnection });
		expect(await restarted.hook('checkExists', mode)).toBe(true);
		expect(savedBy(restarted)).toEqual(savedBy(node));
	});

	test('an emptied key or a broken base URL takes nothing down', async () => {
		const node = await published();
		for (const credentials of [
			{ apiKey: '', baseUrl: sandbox().url },
			{ apiKey: sandbox().apiKey, baseUrl: 'nonsense' },
		]) {
			const restarted = await again(sandbox(), node, both, { credentials });
			expect(await restarted.hook('checkExists', mode)).toBe(true);
			expect(savedBy(restarted)).toEqual(savedBy(node));
		}
	});

	test('a lost N8N_WEBHOOK_URL takes nothing down', async () => {
		const node = await published();
		const restarted = await again(sandbox(), node, both, { webhookBaseUrl: 'http://localhost:5678/webhook' });
		expect(await restarted.hook('checkExists', mode)).toBe(true);
		expect(savedBy(restarted)).toEqual(savedBy(node));
		expect(sandbox().callbacks.map(({ url }) => url)).not.toContainEqual(
			expect.stringContaining('localhost'),
		);
	});

	test('recreates callbacks that were deleted at ECGrid', async () => {
		const node = await published();
		(sandbox().callbacks as unknown[]).length = 0;
		expect(await node.hook('checkExists', mode)).toBe(false);
		await node.hook('create', mode);
		expect(eventsOf()).toEqual(['Parcel', 'User']);
	});

	test('reactivates a suspended callback', async () => {
		const node = await published();
		sandbox().callbacks[0]!.status = 'Suspended';
		expect(await node.hook('checkExists', mode)).toBe(true);
		expect(eventsOf()).toEqual(['Parcel', 'User']);
	});
});

test("an ECGrid that hangs delays n8n's start by at most five seconds", async () => {
	const node = await published();
	sandbox().fault(UPDATE, { delayMs: 30_000, times: 2 });
	const started = performance.now();
	expect(await node.hook('checkExists', 'init')).toBe(true);
	expect(performance.now() - started).toBeLessThan(6_500);
}, 10_000);

describe('unpublishing', () => {
	test('deletes every callback of the node and forgets them', async () => {
		const node = await published();
		await node.hook('delete');
		expect(sandbox().callbacks).toEqual([]);
		expect(storedCallbacks(node)).toEqual([]);
		expect(node.log).toEqual([]);
	});

	test('is done if they no longer exist', async () => {
		const node = await published();
		(sandbox().callbacks as unknown[]).length = 0;
		expect(await node.hook('delete')).toBe(true);
		expect(node.log).toEqual([]);
		expect(bodiesOf(sandbox(), DELETE)).toHaveLength(2);
	});

	test('does nothing for a node that never registered anything', async () => {
		const node = await trigger(sandbox());
		expect(await node.hook('delete')).toBe(true);
		expect(bodiesOf(sandbox(), DELETE)).toEqual([]);
	});

	test("deletes ECGrid's callbacks for its URL, even if n8n has forgotten them", async () => {
		await published();
		await (await trigger(sandbox(), both)).hook('delete');
		expect(sandbox().callbacks).toEqual([]);
	});

	test("deletes the callbacks it remembers, even if the list can't be read", async () => {
		const node = await published();
		sandbox().fault(QUEUE, { status: 500, times: 9 });
		await node.hook('delete');
		expect(sandbox().callbacks).toEqual([]);
	});

	test.each([
		['500', { status: 500, times: 2 }],
		['429', { retryAfter: 0, times: 2 }],
		['a cut connection', { cut: true, times: 2 }],
	])('retries after %s', async (_, fault) => {
		const node = await published({});
		sandbox().fault(DELETE, fault);
		await node.hook('delete');
		expect(sandbox().callbacks).toEqual([]);
		expect(bodiesOf(sandbox(), DELETE)).toHaveLength(3);
		expect(node.log).toEqual([]);
	});

	test("treats a gateway's 404 as a failure, not as “already deleted”", async () => {
		const node = await published({});
		sandbox().fault(DELETE, { status: 404, body: '<html>' });
		await node.hook('delete');
		expect(node.log).toMatchObject([{ level: 'error' }]);
		expect(sandbox().callbacks).toHaveLength(1);
		await node.hook('delete');
		expect(sandbox().callbacks).toEqual([]);
	});

	test('never fails: after three tries, it logs what is left and how to delete it, and remembers it', async () => {
		const node = await published();
		const ids = sandbox().callbacks.map(({ callbackId }) => callbackId);
		sandbox().fault(DELETE, { status: 500, times: 99 });
		expect(await node.hook('delete')).toBe(true);
		expect(bodiesOf(sandbox(), DELETE)).toHaveLength(6);
		for (const id of ids) {
			expect(node.log).toContainEqual({
				level: 'error',
				message: expect.stringContaining(`Callback → Delete, Callback ID ${id}`),
			});
			expect(JSON.stringify(node.staticData())).toContain(String(id));
		}
		sandbox().clearFaults();
		await node.hook('delete');
		expect(sandbox().callbacks).toEqual([]);
	});

	test.each([
		[
			'with a key that no longer works',
			() => ({ credentials: { apiKey: 'revoked', baseUrl: sandbox().url } }),
		],
		['without a key', () => ({ credentials: { apiKey: '', baseUrl: sandbox().url } })],
		['with a broken base URL', () => ({ credentials: { apiKey: 'k', baseUrl: 'nonsense' } })],
		['while ECGrid is away', () => ({ carrier: withoutConnection })],
	])('never fails %s', async (_, options) => {
		const node = await again(sandbox(), await published({}), {}, options());
		expect(await node.hook('delete')).toBe(true);
		expect(node.log.filter(({ level }) => level === 'error')).toHaveLength(1);
	});

	test('shows no key in the log, even if ECGrid repeats it', async () => {
		const node = await published();
		sandbox().fault('*', { status: 400, message: `No: ${sandbox().apiKey}`, times: 99 });
		await node.hook('delete');
		expect(node.log.length).toBeGreaterThan(1);
		expect(JSON.stringify(node.log)).not.toContain(sandbox().apiKey);
	});
});

test.each([
	['registers', CREATE],
	['re-asserts', UPDATE],
])(
	'a failure while it %s shows neither the key nor the login’s password, even if ECGrid repeats them',
	async (_, endpoint) => {
		const node = await published();
		const changed = await again(sandbox(), node, { events: ['Parcel', 'User', 'Network'] });
		const secrets = [sandbox().apiKey, sandbox().callbacks[0]!.password!];
		sandbox().fault(endpoint, { status: 403, message: `No: ${secrets.join(' ')}`, times: 9 });
		const error = await changed.hook('create').catch((problem: unknown) => problem);
		await node.hook('checkExists', 'init');
		expect(error).toMatchObject({ message: expect.stringContaining('No: ') });
		for (const secret of secrets) {
			expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(secret);
			expect(JSON.stringify([...node.log, ...changed.log])).not.toContain(secret);
		}
	},
);
