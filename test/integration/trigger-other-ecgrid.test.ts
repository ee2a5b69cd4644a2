import type { IDataObject } from 'n8n-workflow';

import { startSandbox, type CallbackRecord, type Sandbox } from '../../sandbox';
import type { RunningTrigger, TriggerNode } from './n8n';
import { N8nProcess } from './process';
import { liveCallbacks, publish, savedBy, trigger, withoutPauses } from './setup';

const webhookBaseUrl = 'https://localhost:1/webhook';
withoutPauses();

/**
 * Two ECGrids that assign the same small IDs: the sandbox, where somebody first tried the node, and the real
 * one.
 */
let tried: Sandbox;
let real: Sandbox;
const running: RunningTrigger[] = [];
beforeEach(async () => {
	[tried, real] = await Promise.all([
		startSandbox({ retry: { attempts: 1 } }),
		startSandbox({ retry: { attempts: 1 } }),
	]);
});
afterEach(async () => {
	await Promise.all(running.splice(0).map(async ({ close }) => await close()));
	await Promise.all([tried.stop(), real.stop()]);
});

/** A node published with the first, and somebody else's callback with the same ID at the second. */
const prepared = async () => {
	const node = await trigger(tried, {}, { webhookBaseUrl });
	await publish(node);
	const stranger = await trigger(
		real,
		{},
		{ webhookBaseUrl, nodeId: 'stranger', workflowId: 'stranger', webhookId: 'stranger' },
	);
	await publish(stranger);
	const [callback] = real.callbacks;
	expect(callback!.callbackId).toBe(tried.callbacks[0]!.callbackId);
	return { node, callback: callback!, before: JSON.stringify(callback) };
};

/** The same node with a credential for the second. */
const moved = async (node: TriggerNode, options: IDataObject = {}) =>
	await trigger(real, {}, { webhookBaseUrl, staticData: savedBy(node), ...options });

const run = async (node: TriggerNode) => {
	const started = await node.start();
	running.push(started);
	await started.idle();
	return started;
};
const start = async (node: TriggerNode) => {
	if (!(await node.hook('checkExists', 'init'))) await node.hook('create', 'init');
	return await run(node);
};
const eventsOf = ({ emitted }: RunningTrigger) =>
	emitted.flatMap(({ items }) => items).map(({ eventId, parcelId }) => [eventId, parcelId]);

describe("the credential's Base URL points to another ECGrid, where the first one's IDs belong to somebody else", () => {
	test('when n8n starts, leaves theirs as it is, creates its own and names the former one', async () => {
		const { node, callback, before } = await prepared();
		const next = await moved(node, { process: new N8nProcess() });
		await start(next);
		expect(JSON.stringify(callback)).toBe(before);
		expect(liveCallbacks(real)).toHaveLength(2);
		expect(next.log).toContainEqual({
			level: 'warn',
			message: expect.stringContaining(`callback ${callback.callbackId} is registered at ${tried.url}`),
		});
	});

	test('the schedule of a running trigger does the same', async () => {
		const { node, callback, before } = await prepared();
		const next = await moved(node);
		const started = await run(next);
		started.pass(15);
		await started.idle();
		expect(JSON.stringify(callback)).toBe(before);
		expect(liveCallbacks(real)).toHaveLength(2);
	});

	test.each([
		['switching off', async (next: TriggerNode) => await next.hook('delete')],
		['a publication', async (next: TriggerNode) => await publish(next)],
	])('%s leaves theirs as it is', async (_, change) => {
		const { node, callback, before } = await prepared();
		await change(await moved(node));
		expect(JSON.stringify(callback)).toBe(before);
		expect(real.callbacks).toContain(callback);
		expect(tried.callbacks).toHaveLength(1);
	});

	test("events that theirs missed don't start the workflow", async () => {
		const { node } = await prepared();
		real.fire('Parcel', { objectId: 987654321 });
		await real.idle();
		await node.hook('delete');
		const next = await moved(node, { process: new N8nProcess() });
		await publish(next);
		expect(eventsOf(await run(next))).toEqual([]);
	});

	test("events that the second couldn't deliver come, even if the first had the same event IDs", async () => {
		const { node } = await prepared();
		tried.fire('Parcel', { objectId: 1 });
		await tried.idle();
		const first = await run(node);
		expect(first.emitted).toHaveLength(1);
		await first.close();
		await node.hook('delete');
		(real.callbacks as CallbackRecord[]).length = 0;
		const next = await moved(node, { process: new N8nProcess() });
		await publish(next);
		const [occurrence] = real.fire('Parcel', { objectId: 987654321 });
		await real.idle();
		expect(eventsOf(await run(next))).toEqual([[occurrence!.callbackEventId, 987654321]]);
	});

	test("events that the first couldn't deliver come once it is used again, even if both assigned the same callback ID", async () => {
		const first = await trigger(tried, {}, { webhookBaseUrl });
		await publish(first);
		const [occurrence] = tried.fire('Parcel', { objectId: 987654321 });
		await tried.idle();
		const second = await moved(first);
		await start(second);
		expect(real.callbacks[0]!.callbackId).toBe(tried.callbacks[0]!.callbackId);
		// As the log advises.
		(tried.callbacks as CallbackRecord[]).length = 0;
		const back = await trigger(tried, {}, { webhookBaseUrl, staticData: savedBy(second) });
		expect(eventsOf(await start(back))).toEqual([[occurrence!.callbackEventId, 987654321]]);
	});
});
