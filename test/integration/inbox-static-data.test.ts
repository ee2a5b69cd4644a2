import type { IDataObject } from 'n8n-workflow';

import { againInbox, arrive, clock, emptySandbox, idsOf, inboxTrigger, LIST } from './inbox';
import type { PollingNode, RunningTrigger, TriggerNode } from './n8n';
import { N8nProcess } from './process';
import { liveCallbacks, publish, trigger, withoutPauses } from './setup';

const sandbox = emptySandbox({ retry: { attempts: 1 } });
withoutPauses();
const time = clock();

const running: RunningTrigger[] = [];
const close = async () => await Promise.all(running.splice(0).map(async (run) => await run.close()));
afterEach(close);

const start = async (node: TriggerNode): Promise<RunningTrigger> => {
	const run = await node.start();
	running.push(run);
	await run.idle();
	return run;
};

const second = {
	nodeId: 'second',
	nodeName: 'Second',
	webhookId: 'webhook-second',
	webhookBaseUrl: 'https://localhost:1/webhook',
};

/**
 * ECGrid can't deliver a User event, and the trigger catches it up: n8n saves its copy of the static data.
 */
async function catchUpOne(run: RunningTrigger) {
	const before = run.emitted.length;
	const [occurrence] = sandbox().fire('User', { objectId: 5 });
	await sandbox().idle();
	run.pass(15);
	await run.idle();
	expect(run.emitted).toHaveLength(before + 1);
	return occurrence!;
}

/**
 * An inbox trigger and an ECGrid Trigger published after it, in one workflow and process. Each has its own
 * copy of the static data.
 */
async function twoTriggers(parameters = {}) {
	const inbox = await inboxTrigger(sandbox(), parameters);
	await inbox.activate();
	const events = await trigger(
		sandbox(),
		{ events: ['User'] },
		{ ...second, staticData: inbox.saved(), process: inbox.process },
	);
	await publish(events);
	return { inbox, events, run: await start(events) };
}

describe('an ECGrid Trigger in the same workflow saves its older copy of the static data', () => {
	test('hands out no parcel twice within its lease after n8n starts, nor what was left alone', async () => {
		arrive(sandbox(), 1);
		const now = { startWith: 'now' };
		const { inbox, events, run } = await twoTriggers(now);
		const arrived = idsOf(arrive(sandbox(), 2));
		expect(idsOf(await inbox.poll())).toEqual(arrived);
		await catchUpOne(run);
		time.pass(5);
		const restarted = await againInbox(sandbox(), inbox, now, { staticData: events.saved() });
		expect(await restarted.activate('init')).toEqual([]);
		expect(restarted.warnings).toEqual([]);
	});

	test('nor if the workflow is published again before the next poll', async () => {
		const { inbox, events, run } = await twoTriggers();
		const arrived = idsOf(arrive(sandbox(), 2));
		expect(idsOf(await inbox.poll())).toEqual(arrived);
		await catchUpOne(run);
		const again = await againInbox(
			sandbox(),
			inbox,
			{},
			{ staticData: events.saved(), process: inbox.process },
		);
		expect(await again.activate('update')).toEqual([]);
	});
});

test("an inbox trigger in the same workflow saves its older copy: a missed event isn't started again after n8n starts", async () => {
	const { inbox, events, run } = await twoTriggers();
	await catchUpOne(run);
	arrive(sandbox(), 1);
	expect(await inbox.poll()).toHaveLength(1);
	await close();
	const restarted = await trigger(
		sandbox(),
		{ events: ['User'] },
		{ ...second, staticData: inbox.saved(), process: new N8nProcess() },
	);
	expect(await restarted.hook('checkExists', 'init')).toBe(true);
	expect((await start(restarted)).emitted).toEqual([]);
	expect(events.log).toEqual([]);
});

describe('another ECGrid Trigger in the same workflow saves its older copy', () => {
	const first = {
		nodeId: 'first',
		nodeName: 'First',
		webhookId: 'webhook-first',
		webhookBaseUrl: second.webhookBaseUrl,
	};

	/** The first is published after the second, and the second's save comes last. */
	async function published() {
		const process = new N8nProcess();
		const ofSecond = await trigger(sandbox(), { events: ['User'] }, { ...second, process });
		await publish(ofSecond);
		const run = await start(ofSecond);
		const ofFirst = await trigger(sandbox(), {}, { ...first, process, staticData: ofSecond.saved() });
		await publish(ofFirst);
		await start(ofFirst);
		await catchUpOne(run);
		return { ofFirst, ofSecond, run };
	}
	const restarted = async (staticData: IDataObject) =>
		await trigger(sandbox(), {}, { ...first, process: new N8nProcess(), staticData });

	test('both still have their callbacks after n8n starts', async () => {
		const { ofSecond } = await published();
		await close();
		const before = liveCallbacks(sandbox());
		const node = await restarted(ofSecond.saved());
		expect(await node.hook('checkExists', 'init')).toBe(true);
		expect(liveCallbacks(sandbox())).toEqual(before);
	});

	test("events that the other's former callback missed still arrive", async () => {
		const { ofFirst, ofSecond, run } = await published();
		const [occurrence] = sandbox().fire('Parcel', { objectId: 987654321 });
		await sandbox().idle();
		await ofFirst.hook('delete');
		await ofFirst.hook('create');
		await catchUpOne(run);
		await close();
		const after = await start(await restarted(ofSecond.saved()));
		expect(after.emitted.flatMap(({ items }) => items).map(({ eventId }) => eventId)).toEqual([
			occurrence!.callbackEventId,
		]);
	});
});

test("a former leader that leads again doesn't overwrite what the other saved since", async () => {
	const [one, other] = [new N8nProcess(), new N8nProcess()];
	const first = await inboxTrigger(sandbox(), {}, { nodeId: 'first', process: one });
	const beside = { nodeId: 'beside', process: one };
	await first.activate();
	const of = await inboxTrigger(sandbox(), {}, { ...beside, staticData: first.saved() });
	await of.activate();

	const taken = await againInbox(sandbox(), of, {}, { nodeId: 'first', process: other });
	await taken.activate('leadershipChange');
	const arrived = idsOf(arrive(sandbox(), 1));
	expect(idsOf(await taken.poll())).toEqual(arrived);

	const back = await againInbox(sandbox(), taken, {}, beside);
	expect(idsOf(await back.activate('leadershipChange'))).toEqual(arrived);
	const restarted = await againInbox(sandbox(), back, {}, { nodeId: 'first' });
	expect(await restarted.activate('init')).toEqual([]);
});

describe('static data of a node that no longer exists', () => {
	const keys = (node: { saved: () => IDataObject }) => Object.keys(node.saved().global as object);

	/** An inbox trigger that replaces another one. */
	const replaced = async (nodeId: string, before: PollingNode | undefined, parameters = {}) => {
		const staticData = before?.saved();
		const node = await inboxTrigger(sandbox(), parameters, { nodeId, staticData });
		await node.activate();
		return node;
	};

	test('an inbox trigger’s goes once all its leases end, and not before', async () => {
		arrive(sandbox(), 10);
		const gone = await replaced('gone', undefined);
		time.pass(7 * 24 * 60 - 5);
		const next = await replaced('next', gone);
		expect(keys(next)).toHaveLength(2);
		time.pass(10);
		expect(keys(await replaced('last', next))).toHaveLength(2);
		expect(JSON.stringify(next.saved())).toContain('gone');
		expect(JSON.stringify((await replaced('last', next)).saved())).not.toContain('gone');
	});

	test('stays small however often a node is replaced', async () => {
		arrive(sandbox(), 100);
		const sizes: number[] = [];
		let node: PollingNode | undefined;
		for (let index = 0; index < 5; index++) {
			node = await replaced(`node-${index}`, node, { options: { maxParcels: 100 } });
			sizes.push(JSON.stringify(node.saved()).length);
			time.pass(30 * 24 * 60);
		}
		expect(sizes.at(-1)).toBeLessThan(1.1 * sizes[0]!);
	});

	test("keeps what a node leaves alone, however long it isn't polled", async () => {
		const ids = idsOf(arrive(sandbox(), 1));
		const now = { startWith: 'now' };
		const asleep = await replaced('asleep', undefined, now);
		time.pass(30 * 24 * 60);
		const beside = await replaced('beside', asleep);
		expect(idsOf(sandbox().parcels as never)).toEqual(ids);
		const awake = await replaced('asleep', beside, now);
		expect(sandbox().requests.filter(({ endpoint }) => endpoint === LIST)).toHaveLength(3);
		expect(await awake.poll()).toEqual([]);
	});

	test('an ECGrid Trigger’s goes eight days after it was switched off', async () => {
		const events = await trigger(sandbox(), { events: ['User'] }, second);
		await publish(events);
		await catchUpOne(await start(events));
		await events.hook('delete');
		time.pass(8 * 24 * 60 - 5);
		const saved = { saved: () => events.saved() } as PollingNode;
		expect(keys(await replaced('node', saved))).toHaveLength(2);
		time.pass(10);
		expect(keys(await replaced('node', saved))).toHaveLength(1);
	});

	test("keeps recovered events for eight days, even for a trigger that isn't switched off", async () => {
		const events = await trigger(sandbox(), { events: ['User'] }, second);
		await publish(events);
		const run = await start(events);
		await catchUpOne(run);
		// n8n saves the result of the first one with the next.
		await catchUpOne(run);
		const saved = { saved: () => events.saved() } as PollingNode;
		const recoveredIn = (node: PollingNode) =>
			((node.saved().global as Record<string, IDataObject>)['ecGridTrigger:second'] as IDataObject).recovered;
		expect(Object.keys(recoveredIn(await replaced('node', saved)) as object)).toHaveLength(1);
		time.pass(9 * 24 * 60 + 5);
		expect(recoveredIn(await replaced('node', saved))).toEqual({});
	});
});
