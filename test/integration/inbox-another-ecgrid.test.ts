import { startSandbox, type ParcelRecord, type Sandbox } from '../../sandbox';
import { againInbox, arrive, clock, DOWNLOAD, emptySandbox, idsOf, inboxTrigger } from './inbox';
import type { PollingNode } from './n8n';
import { credentialsFor, withoutPauses } from './setup';

const first = emptySandbox();
withoutPauses();
const time = clock();

const now = { startWith: 'now' };
const week = { options: { retryAfterMinutes: 10_080 } };

let other: Sandbox;
beforeEach(async () => {
	other = await startSandbox();
	(other.parcels as ParcelRecord[]).length = 0;
});
afterEach(async () => await other.stop());

/** Parcels at the other ECGrid, which assigned the same IDs. */
const arriveThere = (ids: number[]) =>
	arrive(other, ids.length).forEach((parcel, index) => {
		parcel.parcelId = ids[index]!;
	});

const waitingHere = (count: number) => idsOf(arrive(first(), count));

/**
 * The same node with a credential whose Base URL points to the other ECGrid, in the same process if given.
 */
const there = async (node: PollingNode, parameters = {}, process?: PollingNode['process']) =>
	await againInbox(other, node, parameters, { process });

describe("the credential's Base URL changes to another ECGrid that assigned the same IDs", () => {
	test("doesn't hold back parcels because the former one’s parcels were handed out", async () => {
		const ids = waitingHere(2);
		const node = await inboxTrigger(first(), week);
		expect(idsOf(await node.activate())).toEqual(ids);
		arriveThere(ids);
		expect(idsOf(await (await there(node, week)).activate())).toEqual(ids);
		expect(idsOf(await (await there(node, week, node.process)).activate('update'))).toEqual(ids);
	});

	test("doesn't leave new arrivals alone because the former one had them waiting", async () => {
		const ids = waitingHere(1);
		const node = await inboxTrigger(first(), now);
		expect(await node.activate()).toEqual([]);
		const next = await there(node, now);
		expect(await next.activate()).toEqual([]);
		arriveThere(ids);
		expect(idsOf(await next.poll())).toEqual(ids);
	});

	test('“Only From Now On” starts over when the workflow is published', async () => {
		const ids = waitingHere(1);
		const node = await inboxTrigger(first(), now);
		expect(await node.activate()).toEqual([]);
		arriveThere([...ids, 5_001, 5_002]);
		const next = await there(node, now);
		expect(await next.activate()).toEqual([]);
		expect(next.warnings).toEqual([]);
	});

	test.each(['start of n8n', 'poll'])(
		'at a %s, hands out everything that waits there, so that nothing is lost, and logs it',
		async (when) => {
			const ids = waitingHere(1);
			const credentials = { ...credentialsFor(first()) };
			const node = await inboxTrigger(first(), now, { credentials });
			await node.activate();
			arriveThere([...ids, 5_001]);
			const next = when === 'poll' ? node : await there(node, now);
			Object.assign(credentials, credentialsFor(other));
			expect(idsOf(await (when === 'poll' ? next.poll() : next.activate('init')))).toEqual([...ids, 5_001]);
			expect(next.warnings).toEqual([
				expect.stringContaining(`no record of the parcels that were waiting in the mailbox at ${other.url} `),
			]);
			expect(await next.poll()).toEqual([]);
		},
	);

	test('and back: the node still knows what it handed out and left alone at the first one', async () => {
		const [leftAlone] = waitingHere(1);
		const credentials = { ...credentialsFor(first()) };
		const node = await inboxTrigger(first(), now, { credentials });
		await node.activate();
		const [arrived] = waitingHere(1);
		expect(idsOf(await node.poll())).toEqual([arrived]);
		arriveThere([leftAlone!]);
		Object.assign(credentials, credentialsFor(other));
		expect(idsOf(await node.poll())).toEqual([leftAlone]);
		Object.assign(credentials, credentialsFor(first()));
		const [meanwhile] = waitingHere(1);
		const restarted = await againInbox(first(), node, now);
		expect(idsOf(await node.poll())).toEqual([meanwhile]);
		expect(idsOf(await restarted.activate('init'))).toEqual([meanwhile]);
	});

	test("doesn't count polls in which a file failed at the former one", async () => {
		const ids = waitingHere(1);
		const credentials = { ...credentialsFor(first()) };
		const node = await inboxTrigger(first(), { options: { download: true } }, { credentials });
		for (const sandbox of [first(), other]) sandbox.fault(DOWNLOAD, { status: 500, times: Infinity });
		await node.activate();
		await expect(node.poll()).rejects.toThrow(/InternalError/);
		arriveThere(ids);
		Object.assign(credentials, credentialsFor(other));
		await expect(node.poll()).rejects.toThrow(/InternalError/);
	});
});

describe('data saved before the package stored the ECGrid with it', () => {
	/** The static data at that time. */
	const asBefore = (node: PollingNode) => {
		const entries = Object.entries(node.saved().global as object).map(([key, entry]) => {
			const { owner, handedOut, times, leftAlone } = entry as Record<string, unknown>;
			return [key.split(' ')[0], { owner, handedOut, times, leftAlone }];
		});
		return { global: Object.fromEntries(entries) };
	};

	test('counts at the ECGrid that the credential names now', async () => {
		waitingHere(1);
		const node = await inboxTrigger(first(), now);
		await node.activate();
		const [arrived] = waitingHere(1);
		expect(idsOf(await node.poll())).toEqual([arrived]);

		const restarted = await againInbox(first(), node, now, { staticData: asBefore(node) });
		expect(await restarted.activate('init')).toEqual([]);
		expect(restarted.warnings).toEqual([]);
		expect(Object.keys(restarted.saved().global as object)).toHaveLength(1);
		time.pass(61);
		expect((await restarted.poll()).map(({ json }) => json.handedOut)).toEqual([2]);
	});
});
