import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox } from '../../sandbox';
import type { TriggerNode } from './n8n';
import { N8nProcess } from './process';
import { again, bodiesOf, cleanSandbox, liveCallbacks, publish, savedBy, trigger } from './setup';
import { webhookCertificate, webhookServer } from './webhook-server';

const sandbox = cleanSandbox();

const saved = (node: TriggerNode) => JSON.stringify(savedBy(node));
const at = (webhookId: string) =>
	JSON.stringify(sandbox().callbacks.filter(({ url }) => url.includes(webhookId)));
const idsAt = (webhookId: string) =>
	sandbox()
		.callbacks.filter(({ url }) => url.includes(webhookId))
		.map(({ callbackId }) => callbackId);
const events: INodeParameters = { events: ['Parcel', 'User'] };

/** Switches a trigger on, restarts it, repairs it, changes it and switches it off. */
const lifeOf = async (node: TriggerNode, identity: IDataObject) => {
	await publish(node);
	const restarted = await again(sandbox(), node, events, identity);
	expect(await restarted.hook('checkExists', 'init')).toBe(true);
	const run = await restarted.start();
	await run.idle();
	run.pass(15);
	await run.idle();
	await run.close();
	const changed = await again(sandbox(), restarted, { events: ['Mailbox'] }, identity);
	await publish(changed);
	await changed.hook('delete');
};

describe('two triggers in one workflow', () => {
	const first = { nodeId: 'a', nodeName: 'Arrivals', webhookId: 'webhook-a' };
	const second = { nodeId: 'b', nodeName: 'Others', webhookId: 'webhook-b' };

	test('each has its own callbacks and login', async () => {
		const one = await trigger(sandbox(), events, first);
		await publish(one);
		const two = await trigger(sandbox(), events, { ...second, staticData: savedBy(one) });
		await publish(two);
		expect(liveCallbacks(sandbox())).toHaveLength(4);
		const logins = new Set(sandbox().callbacks.map(({ username, password }) => `${username}:${password}`));
		expect(logins.size).toBe(2);
		expect(Object.keys(savedBy(two).global as object)).toHaveLength(2);
	});

	test("actions on one don't affect the other", async () => {
		const one = await trigger(sandbox(), events, first);
		await publish(one);
		const [callbacks, stored] = [at('webhook-a'), savedBy(one)['node:Arrivals']];
		const two = await trigger(sandbox(), events, { ...second, staticData: savedBy(one) });
		await lifeOf(two, second);
		expect(at('webhook-a')).toBe(callbacks);
		expect(savedBy(two)['node:Arrivals']).toEqual(stored);
		expect(idsAt('webhook-b')).toEqual([]);
	});

	test('publishing and unpublishing at once end as they should', async () => {
		const nodes = await Promise.all([first, second].map(async (id) => await trigger(sandbox(), events, id)));
		await Promise.all(nodes.map(publish));
		expect(liveCallbacks(sandbox())).toHaveLength(4);
		await Promise.all([nodes[0]!.hook('delete'), nodes[1]!.hook('checkExists')]);
		expect(idsAt('webhook-a')).toEqual([]);
		expect(idsAt('webhook-b')).toHaveLength(2);
	});

	test("one’s login isn't valid for the other", async () => {
		const [one, two] = [await trigger(sandbox(), {}, first), await trigger(sandbox(), {}, second)];
		await publish(one);
		await publish(two);
		const [of, other] = sandbox().callbacks.map(
			({ username, password }) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
		);
		const call = async (node: TriggerNode, authorization: string | undefined) =>
			(await node.deliver({ body: {}, headers: { authorization }, query: { event: 'Parcel' } })).answer
				.status;
		expect([await call(one, of), await call(two, other)]).toEqual([200, 200]);
		expect([await call(one, other), await call(two, of)]).toEqual([401, 401]);
	});
});

describe.each<[string, IDataObject]>([
	['a duplicated workflow', { workflowId: 'copy', webhookId: 'webhook-copy' }],
	['a duplicated node', { nodeId: 'copy', webhookId: 'webhook-copy' }],
	[
		'a workflow imported into another n8n, with its static data and all IDs',
		{ instanceId: 'other-n8n', webhookBaseUrl: 'https://webhook-copy.example.com/webhook' },
	],
	[
		'a workflow imported into another n8n, with its static data and new IDs',
		{ instanceId: 'other-n8n', workflowId: 'copy', webhookId: 'webhook-copy' },
	],
	[
		'a workflow imported into the same n8n, with its static data',
		{ workflowId: 'copy', webhookId: 'webhook-copy' },
	],
])('%s', (_, identity) => {
	const published = async () => {
		const original = await trigger(sandbox(), events, { webhookId: 'webhook-original' });
		await publish(original);
		return original;
	};

	test('lives and ends without affecting the original', async () => {
		const original = await published();
		const before = at('webhook-original');
		sandbox().clearRequests();
		await lifeOf(await again(sandbox(), original, events, identity), identity);
		expect(JSON.stringify(sandbox().callbacks)).toBe(before);
		const touched = sandbox().requests.flatMap(({ body }) => (body as IDataObject)?.callbackId ?? []);
		for (const id of idsAt('webhook-original')) expect(touched).not.toContain(id);
	});

	test('repairs and catches up nothing of the original’s before it is published', async () => {
		const original = await published();
		sandbox().clearRequests();
		const copy = await again(sandbox(), original, events, identity);
		const run = await copy.start();
		run.pass(15);
		await run.idle();
		await run.close();
		await copy.hook('delete');
		expect(sandbox().requests.filter(({ endpoint }) => !endpoint?.endsWith('/queue-list'))).toEqual([]);
	});

	test('continues when the original is switched off', async () => {
		const original = await published();
		const copy = await again(sandbox(), original, events, identity);
		await publish(copy);
		const before = at('webhook-copy');
		await original.hook('delete');
		expect(at('webhook-copy')).toBe(before);
		expect(idsAt('webhook-copy')).toHaveLength(2);
		expect(sandbox().callbacks).toHaveLength(2);
	});

	test('has a different login than the original', async () => {
		const copy = await again(sandbox(), await published(), events, identity);
		await publish(copy);
		const logins = sandbox().callbacks.map(({ password }) => password);
		expect(new Set(logins).size).toBe(2);
	});
});

describe('a renamed node', () => {
	test('takes over its callbacks by URL, and the data under its old name changes nothing', async () => {
		const before = await trigger(sandbox(), events, { nodeName: 'Before' });
		await publish(before);
		const callbacks = JSON.stringify(sandbox().callbacks);
		sandbox().clearRequests();
		const after = await again(sandbox(), before, events, { nodeName: 'After' });
		await publish(after);
		expect(JSON.stringify(sandbox().callbacks)).toBe(callbacks);
		expect(bodiesOf(sandbox(), 'POST /v2/callbacks/create')).toEqual([]);
		expect(savedBy(after)['node:After']).toEqual(savedBy(before)['node:Before']);
		expect(saved(after)).toContain('node:Before');
		await after.hook('delete');
		expect(sandbox().callbacks).toEqual([]);
	});

	test("lets in ECGrid's login, before and after", async () => {
		const before = await trigger(sandbox(), {}, { nodeName: 'Before' });
		await publish(before);
		const { username, password } = sandbox().callbacks[0]!;
		const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
		const after = await trigger(sandbox(), {}, { nodeName: 'After' });
		for (const published of [false, true]) {
			if (published) await publish(after);
			const call = { body: { n: published }, headers: { authorization }, query: { event: 'Parcel' } };
			expect((await after.deliver(call)).items).toHaveLength(1);
		}
	});
});

describe('Test on Activation', () => {
	const options = { options: { testOnActivation: true } };
	const withEcGrid = async (
		parameters: INodeParameters,
		work: (
			ecgrid: Awaited<ReturnType<typeof startSandbox>>,
			node: TriggerNode,
			n8n: Awaited<ReturnType<typeof webhookServer>>,
		) => Promise<void>,
	) => {
		const n8n = await webhookServer();
		const ecgrid = await startSandbox({ deliveryCa: await webhookCertificate() });
		try {
			const node = await trigger(
				ecgrid,
				{ ...options, ...parameters },
				{ webhookBaseUrl: n8n.webhookBaseUrl },
			);
			// n8n saves static data only after the hook: a call during the hook finds none.
			n8n.serve(await trigger(ecgrid, { ...options, ...parameters }, { webhookBaseUrl: n8n.webhookBaseUrl }));
			await work(ecgrid, node, n8n);
		} finally {
			await Promise.all([ecgrid.stop(), n8n.stop()]);
		}
	};

	test.each(['basic', 'digest', 'none'])(
		'has ECGrid call once for each event before anything is saved (%s)',
		async (authentication) => {
			await withEcGrid({ authentication, events: ['Parcel', 'User'] }, async (ecgrid, node, n8n) => {
				await publish(node);
				expect(ecgrid.deliveries.map(({ status }) => status)).toEqual([200, 200]);
				expect(liveCallbacks(ecgrid)).toHaveLength(2);
				expect(n8n.executions).toHaveLength(2);
				expect(n8n.executions.flat()).toMatchObject([{ isTest: true }, { isTest: true }]);
			});
		},
	);

	test('works even if test events are ignored', async () => {
		await withEcGrid(
			{ options: { testOnActivation: true, ignoreTestEvents: true } },
			async (ecgrid, node, n8n) => {
				await publish(node);
				expect(ecgrid.deliveries).toMatchObject([{ status: 200 }]);
				expect(n8n.executions).toEqual([]);
			},
		);
	});

	test("isn't repeated when n8n starts again", async () => {
		await withEcGrid({}, async (ecgrid, node) => {
			await publish(node);
			expect(await node.hook('checkExists', 'init')).toBe(true);
			expect(ecgrid.deliveries).toHaveLength(1);
		});
	});

	test.each<[string, number, RegExp]>([
		['a firewall’s page', 403, /HTTP 403/],
		["another server's 404", 404, /HTTP 404/],
		['a 500', 500, /HTTP 500/],
		['a redirect', 302, /HTTP 302/],
	])('refuses to publish if ECGrid encounters %s, says so and leaves nothing', async (_, status, reason) => {
		await withEcGrid({ events: ['Parcel', 'User'] }, async (ecgrid, node, n8n) => {
			n8n.serve({ ...node, deliver: async () => ({ answer: { status, body: 'Nope' } }) as never });
			await expect(node.hook('create')).rejects.toMatchObject({
				message: expect.stringMatching(reason),
				description: expect.stringContaining('N8N_WEBHOOK_URL'),
			});
			expect(ecgrid.callbacks).toEqual([]);
			expect(saved(node)).not.toContain('callbackId');
		});
	});

	test('refuses to publish if ECGrid reaches nobody, says so and leaves nothing', async () => {
		const node = await trigger(sandbox(), options, { webhookBaseUrl: 'https://localhost:1/webhook' });
		await expect(node.hook('create')).rejects.toThrow(/got no response/);
		expect(sandbox().callbacks).toEqual([]);
		expect(saved(node)).not.toContain('callbackId');
	});

	test("that fails for one event takes back the others' callbacks too", async () => {
		await withEcGrid({ events: ['Parcel', 'User', 'Mailbox'] }, async (ecgrid, node) => {
			ecgrid.fault('POST /v2/callbacks/test', { status: 500 });
			await expect(node.hook('create')).rejects.toThrow(/HTTP 500/);
			expect(ecgrid.callbacks).toEqual([]);
			await node.hook('create');
			expect(liveCallbacks(ecgrid)).toHaveLength(3);
		});
	});

	test('also tests a callback that was taken over', async () => {
		await withEcGrid({}, async (ecgrid, _, n8n) => {
			await publish(await trigger(ecgrid, {}, { webhookBaseUrl: n8n.webhookBaseUrl }));
			await publish(
				await trigger(ecgrid, options, { webhookBaseUrl: n8n.webhookBaseUrl, process: new N8nProcess() }),
			);
			expect(ecgrid.deliveries).toMatchObject([{ status: 200 }]);
			expect(liveCallbacks(ecgrid)).toHaveLength(1);
		});
	});
});
