import type { IDataObject } from 'n8n-workflow';

import { againInbox, arrive, clock, confirm, emptySandbox, idsOf, inboxTrigger, LIST } from './inbox';
import type { PollingNode } from './n8n';
import { bodiesOf, byId, publish, trigger, until, withoutPauses } from './setup';

const sandbox = emptySandbox();
withoutPauses();
const time = clock();

const now = { startWith: 'now' };
const record = /no record of the parcels that were waiting.*delivers every waiting parcel/;

/** The same node, published again in the same n8n process, with static data that somebody else wrote. */
const published = async (node: PollingNode, staticData: IDataObject, parameters = {}) =>
	await againInbox(sandbox(), node, parameters, { staticData, process: node.process });

describe('n8n overwrites newer static data with an older copy', () => {
	test('hands out nothing twice within its lease if the workflow is published again', async () => {
		const all = idsOf(arrive(sandbox(), 2));
		const node = await inboxTrigger(sandbox());
		expect(idsOf(await node.activate())).toEqual(all);
		expect(await node.poll()).toEqual([]);
		const again = await published(node, {});
		expect(await again.activate('update')).toEqual([]);
		time.pass(61);
		expect((await again.poll()).map(({ json }) => json.handedOut)).toEqual([2, 2]);
	});

	test('still leaves alone the same parcels and hands out those that arrived meanwhile', async () => {
		arrive(sandbox(), 2);
		const node = await inboxTrigger(sandbox(), now);
		await node.activate();
		const [arrived] = arrive(sandbox(), 1);
		const again = await published(node, {}, now);
		expect(idsOf(await again.activate('update'))).toEqual([arrived!.parcelId]);
		expect(await again.poll()).toEqual([]);
	});

	test('two triggers of one workflow published at different times keep each other up to date, also for a restart', async () => {
		const first = await inboxTrigger(sandbox(), now);
		arrive(sandbox(), 1);
		await first.activate();
		const beforeIt = first.saved();
		arrive(sandbox(), 2);
		expect(await first.poll()).toHaveLength(2);

		const second = await inboxTrigger(
			sandbox(),
			{},
			{ nodeId: 'node-2', staticData: beforeIt, process: first.process },
		);
		expect(await second.activate('update')).toHaveLength(3);

		const restarted = await againInbox(sandbox(), second, now);
		expect(await restarted.activate('init')).toEqual([]);
		expect(restarted.warnings).toEqual([]);
	});

	test('ignores an older copy of another workflow with the same nodes', async () => {
		const first = await inboxTrigger(sandbox());
		arrive(sandbox(), 1);
		await first.activate();
		const elsewhere = await inboxTrigger(
			sandbox(),
			{},
			{ nodeId: 'node-2', workflowId: 'workflow-2', process: first.process },
		);
		await elsewhere.activate();
		expect(JSON.stringify(elsewhere.saved())).not.toContain('node-1');
	});
});

describe('n8n starts without a record of what was left alone', () => {
	test.each(['init', 'leadershipChange'] as const)(
		'(%s) and hands out everything that waits, so that nothing is lost, and says so; then the record exists',
		async (mode) => {
			const all = idsOf(arrive(sandbox(), 2));
			const node = await inboxTrigger(sandbox(), now);
			expect(idsOf(await node.activate(mode))).toEqual(all);
			expect(node.warnings).toEqual([expect.stringMatching(record)]);
			const again = await againInbox(sandbox(), node, now);
			expect(await again.activate('init')).toEqual([]);
			expect(again.warnings).toEqual([]);
		},
	);

	test('and the first list fails: the next poll does the same', async () => {
		const all = idsOf(arrive(sandbox(), 2));
		const node = await inboxTrigger(sandbox(), now);
		sandbox().fault(LIST, { status: 500 });
		expect(await node.activate('init')).toEqual([]);
		expect(idsOf(await node.poll())).toEqual(all);
		expect(node.warnings).toEqual([expect.stringMatching(record), expect.stringMatching(/InternalError/)]);
	});

	test('with the record of another mailbox, the same happens', async () => {
		const [elsewhere] = arrive(sandbox(), 1, { mailboxId: 30002 });
		const node = await inboxTrigger(sandbox(), now);
		await node.activate();
		const moved = await againInbox(sandbox(), node, { ...now, mailboxId: byId('30002') });
		expect(idsOf(await moved.activate('init'))).toEqual([elsewhere!.parcelId]);
		expect(moved.warnings).toEqual([expect.stringMatching(record)]);
	});
});

test("with another user's key, keeps the record of what was left alone and hands out what waits in that user’s mailbox", async () => {
	arrive(sandbox(), 2);
	const node = await inboxTrigger(sandbox(), now);
	expect(await node.activate()).toEqual([]);
	sandbox().setApiKey('key-of-another-user');
	const elsewhere = [{ parcelId: 7, mailboxId: 30002, created: '2026-05-07T12:00:00Z' }];
	sandbox().fault(LIST, { body: JSON.stringify({ success: true, data: elsewhere }) });
	const changed = await againInbox(sandbox(), node, now);
	expect(idsOf(await changed.activate('init'))).toEqual([7]);
	expect(changed.warnings).toEqual([]);
});

describe('a workflow switched off and on again in the same process', () => {
	test('remembers what it handed out and left alone', async () => {
		arrive(sandbox(), 1);
		const node = await inboxTrigger(sandbox(), now);
		await node.activate();
		arrive(sandbox(), 1);
		expect(await node.poll()).toHaveLength(1);
		const again = await published(node, node.saved(), now);
		const [arrived] = arrive(sandbox(), 1);
		expect(idsOf(await again.activate())).toEqual([arrived!.parcelId]);
	});

	test('with another mailbox, starts with new arrivals there', async () => {
		arrive(sandbox(), 1);
		const [elsewhere] = arrive(sandbox(), 1, { mailboxId: 30002 });
		const node = await inboxTrigger(sandbox(), now);
		await node.activate();
		const moved = await published(node, node.saved(), { ...now, mailboxId: byId('30002') });
		expect(await moved.activate()).toEqual([]);
		expect(elsewhere!.status).toBe('InBoxReady');
		expect(moved.warnings).toEqual([]);
	});

	test('with everything and then from now on again: hands out again what it handed out meanwhile, and leaves the rest alone', async () => {
		const [first] = arrive(sandbox(), 2);
		const node = await inboxTrigger(sandbox(), now);
		await node.activate();
		const everything = await published(node, node.saved(), { options: { maxParcels: 1 } });
		expect(idsOf(await everything.activate())).toEqual([first!.parcelId]);
		const back = await published(everything, everything.saved(), now);
		expect(await back.activate()).toEqual([]);
		time.pass(61);
		expect(idsOf(await back.poll())).toEqual([first!.parcelId]);
	});

	test('immediately hands out what n8n dropped because a poll was in flight at switch-off', async () => {
		const all = idsOf(arrive(sandbox(), 2));
		const node = await inboxTrigger(sandbox());
		const saved = node.saved();
		await node.activate();
		// Nothing of it was stored, and neither was an execution.
		const again = await published(node, saved);
		expect(idsOf(await again.activate())).toEqual(all);
	});

	test('and published while an earlier poll is in flight: only the new one hands out', async () => {
		const all = idsOf(arrive(sandbox(), 2));
		const node = await inboxTrigger(sandbox(), now);
		sandbox().fault(LIST, { delayMs: 300 });
		const inFlight = node.activate();
		const again = await published(node, {}, {});
		expect(idsOf(await again.activate('update'))).toEqual(all);
		expect(await inFlight).toEqual([]);
		expect(await again.poll()).toEqual([]);
	});

	test('and published while an earlier poll is in flight that n8n drops: its parcels come with the next polls', async () => {
		const all = idsOf(arrive(sandbox(), 2));
		const node = await inboxTrigger(sandbox());
		sandbox().fault(LIST, { delayMs: 300 });
		const inFlight = node.activate();
		const again = await published(node, {}, { options: { maxParcels: 1 } });
		expect(idsOf(await again.activate('update'))).toEqual([all[0]]);
		expect(await inFlight).toEqual([]);
		expect(idsOf(await again.poll())).toEqual([all[1]]);
	});

	test('and published while an earlier poll is in flight that ends first: no other starts while the new one is in flight', async () => {
		const all = idsOf(arrive(sandbox(), 1));
		const node = await inboxTrigger(sandbox());
		sandbox().fault(LIST, { delayMs: 100 }, { delayMs: 500 });
		const inFlight = node.activate();
		await until(() => sandbox().requests.length === 1);
		const again = await published(node, {});
		const first = again.activate('update');
		expect(await inFlight).toEqual([]);
		expect(await again.poll()).toEqual([]);
		expect(idsOf(await first)).toEqual(all);
	});
});

describe('two processes, one of which is the leader', () => {
	test('know what the other handed out meanwhile and saw leave', async () => {
		const [old] = arrive(sandbox(), 2);
		const first = await inboxTrigger(sandbox(), now);
		await first.activate();

		const second = await againInbox(sandbox(), first, now);
		await second.activate('leadershipChange');
		confirm(sandbox(), [old!.parcelId]);
		const [arrived] = arrive(sandbox(), 1);
		expect(idsOf(await second.poll())).toEqual([arrived!.parcelId]);

		const back = await published(first, second.saved(), now);
		old!.status = 'InBoxReady';
		expect(idsOf(await back.activate('leadershipChange'))).toEqual([old!.parcelId]);
		time.pass(61);
		expect((await back.poll()).map(({ json }) => json.handedOut)).toEqual([2, 2]);
	});

	test("use a mailbox chosen meanwhile, not the former leader's", async () => {
		const [here] = arrive(sandbox(), 1);
		const first = await inboxTrigger(sandbox(), now);
		await first.activate();
		const elsewhere = { ...now, mailboxId: byId('30002') };
		arrive(sandbox(), 1, { mailboxId: 30002 });
		const second = await againInbox(sandbox(), first, elsewhere);
		await second.activate('update');
		const third = await againInbox(sandbox(), second, now);
		expect(await third.activate('update')).toEqual([]);

		const [arrived] = arrive(sandbox(), 1);
		const back = await published(first, third.saved(), now);
		expect(idsOf(await back.activate('leadershipChange'))).toEqual([arrived!.parcelId]);
		expect(here!.status).toBe('InBoxReady');
		expect(back.warnings).toEqual([]);
	});
});

describe('a poll by n8n’s durable scheduler, which makes each look like a first one', () => {
	const durable = { budgetMs: 36_000 };

	test("isn't a publication: without a record of what was left alone, it hands out everything that waits and says so", async () => {
		const all = idsOf(arrive(sandbox(), 2));
		const node = await inboxTrigger(sandbox(), now, durable);
		expect(idsOf(await node.activate('update'))).toEqual(all);
		expect(node.warnings).toEqual([expect.stringMatching(record)]);
	});

	test('that starts while the previous one is in flight hands out nothing', async () => {
		const all = idsOf(arrive(sandbox(), 1));
		const node = await inboxTrigger(sandbox(), {}, durable);
		sandbox().fault(LIST, { delayMs: 100 });
		const polls = await Promise.all([node.activate('update'), node.activate('update')]);
		expect(polls.map(idsOf)).toEqual([all, []]);
	});
});

describe("an ECGrid that left one trigger without a response during n8n's start", () => {
	const starting = async (nodeId: string, process?: PollingNode['process']) =>
		await inboxTrigger(sandbox(), {}, { nodeId, process });

	test.each([
		['cuts the connection', { cut: true }],
		['is down behind a gateway', { status: 503 }],
	])("%s: isn't asked by the next triggers, which continue with their next polls", async (_, fault) => {
		const first = await starting('first');
		const second = await starting('second', first.process);
		const [parcel] = arrive(sandbox(), 1);
		sandbox().fault(LIST, fault);
		expect(await first.activate('init')).toEqual([]);
		expect(await second.activate('init')).toEqual([]);
		expect(bodiesOf(sandbox(), LIST)).toHaveLength(1);
		expect(second.warnings).toEqual([expect.stringMatching(/didn't answer another trigger a moment ago/)]);
		expect(idsOf(await second.poll())).toEqual([parcel!.parcelId]);
	});

	test("an ECGrid Trigger: isn't asked by an ECGrid Inbox Trigger either", async () => {
		const second = await starting('second');
		const first = await trigger(sandbox(), {}, { nodeId: 'first', process: second.process });
		await publish(first);
		sandbox().fault('POST /v2/callbacks/update', { cut: true });
		expect(await first.hook('checkExists', 'init')).toBe(true);
		expect(await second.activate('init')).toEqual([]);
		expect(bodiesOf(sandbox(), LIST)).toEqual([]);
		expect(second.warnings).toEqual([expect.stringMatching(/didn't answer another trigger a moment ago/)]);
	});

	test('is asked if it only refused, and after it has answered', async () => {
		const first = await starting('first');
		sandbox().fault(LIST, { status: 401 });
		await first.activate('init');
		const second = await starting('second', first.process);
		sandbox().fault(LIST, { cut: true });
		await second.activate('init');
		await second.activate('init');
		const third = await starting('third', first.process);
		await third.activate('init');
		expect(bodiesOf(sandbox(), LIST)).toHaveLength(4);
		expect(third.warnings).toEqual([]);
	});

	test('is asked by everybody who publishes', async () => {
		const first = await starting('first');
		sandbox().fault(LIST, { cut: true });
		await first.activate('init');
		const second = await starting('second', first.process);
		await second.activate();
		expect(bodiesOf(sandbox(), LIST)).toHaveLength(2);
	});
});
