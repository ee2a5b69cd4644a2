import type { INodeParameters } from 'n8n-workflow';

import { bodiesOf, byId, credentialsFor } from './setup';
import { arrive, clock, confirm, emptySandbox, idsOf, inboxTrigger, againInbox, LIST } from './inbox';
import { nodeOfPackage, searchList } from './n8n';

const sandbox = emptySandbox();
const time = clock();

test('hands out what waits: one item per parcel, oldest first, with the row as ECGrid sent it', async () => {
	const [younger] = arrive(sandbox(), 1);
	const older = sandbox().addParcel(
		{
			fileName: 'po.edi',
			content: 'ISA*00*',
			ecGridIdFrom: 820002,
			ecGridIdTo: 820001,
			created: new Date('2026-05-07T11:00:00Z'),
		},
		{ fire: false },
	);
	const node = await inboxTrigger(sandbox());
	const items = await node.activate();
	expect(idsOf(items)).toEqual([older.parcelId, younger!.parcelId]);
	expect(items[0]!.json).toEqual({
		parcelId: older.parcelId,
		mailboxId: 30001,
		networkId: 1201,
		ecGridIdFrom: 820002,
		ecGridIdTo: 820001,
		fileName: 'po.edi',
		bytes: 7,
		created: '2026-05-07T11:00:00.000Z',
		handedOut: 1,
		payload: {
			parcelId: older.parcelId,
			mailboxId: 30001,
			networkId: 1201,
			fileName: 'po.edi',
			bytes: 7,
			ecGridIdFrom: 820002,
			ecGridIdTo: 820001,
			created: '2026-05-07T11:00:00.000Z',
			modified: '2026-05-07T11:00:00.000Z',
		},
	});
	expect(items.every(({ binary }) => binary === undefined)).toBe(true);
	expect(bodiesOf(sandbox(), LIST)).toEqual([{}]);
});

test('leaves out parcels whose ID is too big to hold exactly, warns, and confuses them with no other', async () => {
	const row = (parcelId: string) =>
		`{"parcelId":${parcelId},"fileName":"${parcelId.replaceAll('"', '')}.edi"}`;
	const rows = ['9007199254740992', '7', '9007199254740993', '"9007199254740995"'].map(row);
	sandbox().fault(LIST, { body: `{"success":true,"data":[${rows.join()}]}` });
	const node = await inboxTrigger(sandbox());
	expect(idsOf(await node.activate())).toEqual([7, '9007199254740995']);
	expect(node.warnings).toEqual([
		expect.stringMatching(/9007199254740992\.edi.*too big/),
		expect.stringMatching(/9007199254740993\.edi.*too big/),
	]);
});

test.each(['activate', 'test'] as const)('no item contains the API key (%s)', async (poll) => {
	const data = [{ parcelId: 7, fileName: `${sandbox().apiKey}.edi` }];
	sandbox().fault(LIST, { body: JSON.stringify({ success: true, data }) });
	const items = await (await inboxTrigger(sandbox()))[poll]();
	expect(items).toMatchObject([{ json: { parcelId: 7, fileName: '•••.edi' } }]);
	expect(JSON.stringify(items)).not.toContain(sandbox().apiKey);
});

test('the request contains only the chosen mailbox', async () => {
	arrive(sandbox(), 1);
	const [other] = arrive(sandbox(), 1, { mailboxId: 30002 });
	const node = await inboxTrigger(sandbox(), { mailboxId: byId('30002') });
	expect(idsOf(await node.activate())).toEqual([other!.parcelId]);
	expect(bodiesOf(sandbox(), LIST)).toEqual([{ mailboxId: 30002 }]);
});

test('one execution per poll with at most Max Parcels, the rest at the next polls', async () => {
	const all = idsOf(arrive(sandbox(), 7));
	const node = await inboxTrigger(sandbox(), { options: { maxParcels: 3 } });
	expect(idsOf(await node.activate())).toEqual(all.slice(0, 3));
	expect(idsOf(await node.poll())).toEqual(all.slice(3, 6));
	expect(idsOf(await node.poll())).toEqual(all.slice(6));
	expect(await node.poll()).toEqual([]);
});

test('the default is 50', async () => {
	arrive(sandbox(), 51);
	const node = await inboxTrigger(sandbox());
	expect(await node.activate()).toHaveLength(50);
});

test('hands out an unconfirmed parcel again after its lease, and says so', async () => {
	arrive(sandbox(), 1);
	const node = await inboxTrigger(sandbox());
	await node.activate();
	time.pass(59);
	expect(await node.poll()).toEqual([]);
	time.pass(2);
	expect(await node.poll()).toEqual([
		expect.objectContaining({ json: expect.objectContaining({ handedOut: 2 }) }),
	]);
	time.pass(61);
	const restarted = await againInbox(sandbox(), node);
	expect((await restarted.activate('init'))[0]!.json.handedOut).toBe(3);
	confirm(sandbox(), idsOf([...sandbox().parcels]));
	time.pass(61);
	expect(await restarted.poll()).toEqual([]);
});

test('the lease is configurable', async () => {
	arrive(sandbox(), 1);
	const node = await inboxTrigger(sandbox(), { options: { retryAfterMinutes: 2 } });
	await node.activate();
	time.pass(1.9);
	expect(await node.poll()).toEqual([]);
	time.pass(0.2);
	expect(await node.poll()).toHaveLength(1);
});

test('a parcel that leaves the list when downloaded, and returns, waits for the end of its lease', async () => {
	const [parcel] = arrive(sandbox(), 1);
	const node = await inboxTrigger(sandbox());
	await node.activate();
	parcel!.status = 'InBoxTransferred';
	time.pass(10);
	expect(await node.poll()).toEqual([]);
	parcel!.status = 'InBoxReady';
	time.pass(49);
	expect(await node.poll()).toEqual([]);
	expect(await (await againInbox(sandbox(), node)).activate('init')).toEqual([]);
	time.pass(2);
	expect(await node.poll()).toHaveLength(1);
});

test("polls even if n8n doesn't say how long a poll may take", async () => {
	const [parcel] = arrive(sandbox(), 1);
	const node = await inboxTrigger(sandbox(), {}, { budgetMs: 'not said' });
	expect(idsOf(await node.activate())).toEqual([parcel!.parcelId]);
});

test('a poll that n8n starts while the previous one is in flight hands out nothing', async () => {
	arrive(sandbox(), 1);
	const node = await inboxTrigger(sandbox());
	sandbox().fault(LIST, { delayMs: 100 });
	const [first, second] = await Promise.all([node.activate(), node.poll()]);
	expect(first).toHaveLength(1);
	expect(second).toEqual([]);
	expect(sandbox().requests).toHaveLength(1);
});

describe('the saved static data', () => {
	test('survives a restart', async () => {
		const all = idsOf(arrive(sandbox(), 4));
		const node = await inboxTrigger(sandbox(), { options: { maxParcels: 2 } });
		await node.activate();
		const restarted = await againInbox(sandbox(), node);
		expect(idsOf(await restarted.activate('init'))).toEqual(all.slice(2));
	});

	test('survives a new name of the node', async () => {
		arrive(sandbox(), 1);
		const node = await inboxTrigger(sandbox());
		await node.activate();
		const renamed = await againInbox(sandbox(), node, {}, { nodeName: 'Orders' });
		expect(await renamed.activate()).toEqual([]);
	});

	test.each([
		['node', { nodeId: 'node-2' }],
		['workflow', { workflowId: 'workflow-2' }],
		['n8n', { instanceId: 'another' }],
	])('starts over in another %s that it was copied to', async (_, options) => {
		arrive(sandbox(), 1);
		const node = await inboxTrigger(sandbox());
		await node.activate();
		const copy = await againInbox(sandbox(), node, {}, options);
		expect(await copy.activate()).toHaveLength(1);
	});

	test('lets two triggers in one workflow each hand out everything', async () => {
		arrive(sandbox(), 1);
		const first = await inboxTrigger(sandbox());
		await first.activate();
		const second = await againInbox(sandbox(), first, {}, { nodeId: 'node-2' });
		expect(await second.activate()).toHaveLength(1);
		const both = await againInbox(sandbox(), second);
		expect(await both.activate()).toEqual([]);
	});

	test('keeps what somebody else wrote there and ignores garbage', async () => {
		arrive(sandbox(), 1);
		const node = await inboxTrigger(sandbox());
		await node.activate();
		const saved = node.saved() as Record<string, Record<string, Record<string, unknown>>>;
		const [key] = Object.keys(saved.global!);
		const odd = { global: { mine: 1, [key!]: { ...saved.global![key!], handedOut: [1, 'x'], times: 7 } } };
		const again = await inboxTrigger(sandbox(), {}, { staticData: odd });
		expect(await again.activate()).toHaveLength(1);
		expect(again.saved().global).toMatchObject({ mine: 1 });
	});

	test('is small: IDs and seconds', async () => {
		arrive(sandbox(), 1_000);
		const node = await inboxTrigger(sandbox(), { options: { maxParcels: 1_000 } });
		await node.activate();
		expect(JSON.stringify(node.saved()).length).toBeLessThan(25_000);
	});
});

describe('only new arrivals', () => {
	const now = { startWith: 'now' };

	test('leaves waiting parcels alone until they leave, and hands out arrivals', async () => {
		const [first, second] = arrive(sandbox(), 2);
		const node = await inboxTrigger(sandbox(), now);
		expect(await node.activate()).toEqual([]);
		const [arrived] = arrive(sandbox(), 1);
		expect(idsOf(await node.poll())).toEqual([arrived!.parcelId]);
		time.pass(61);
		expect(idsOf(await node.poll())).toEqual([arrived!.parcelId]);

		confirm(sandbox(), [first!.parcelId]);
		expect(await node.poll()).toEqual([]);
		first!.status = 'InBoxReady';
		expect(idsOf(await node.poll())).toEqual([first!.parcelId]);
		expect(second!.status).toBe('InBoxReady');
	});

	test.each<[string, INodeParameters, { mailboxId?: number }]>([
		['one’s own mailbox', {}, {}],
		['a chosen mailbox', { mailboxId: byId('30002') }, { mailboxId: 30002 }],
	])('hands out what arrives in %s while n8n or the workflow is off', async (_, chosen, to) => {
		arrive(sandbox(), 2, to);
		const node = await inboxTrigger(sandbox(), { ...now, ...chosen });
		await node.activate();
		const [arrived] = arrive(sandbox(), 1, to);
		const again = await againInbox(sandbox(), node, { ...now, ...chosen });
		expect(idsOf(await again.activate())).toEqual([arrived!.parcelId]);
		expect(again.warnings).toEqual([]);
	});

	test('starts with new arrivals in another mailbox and keeps the leases', async () => {
		arrive(sandbox(), 1);
		const [elsewhere] = arrive(sandbox(), 1, { mailboxId: 30002 });
		const node = await inboxTrigger(sandbox(), now);
		await node.activate();
		const [leased] = arrive(sandbox(), 1);
		await node.poll();
		const moved = await againInbox(sandbox(), node, { ...now, mailboxId: byId('30002') });
		expect(await moved.activate()).toEqual([]);
		const [arrived] = arrive(sandbox(), 1, { mailboxId: 30002 });
		expect(idsOf(await moved.poll())).toEqual([arrived!.parcelId]);
		expect(elsewhere!.status).toBe('InBoxReady');

		const back = await againInbox(sandbox(), moved, now);
		expect(await back.activate()).toEqual([]);
		time.pass(61);
		expect(idsOf(await back.poll())).toEqual([leased!.parcelId]);
	});

	test('changed to everything, hands out what it left alone', async () => {
		arrive(sandbox(), 2);
		const node = await inboxTrigger(sandbox(), now);
		await node.activate();
		const changed = await againInbox(sandbox(), node);
		expect(await changed.activate()).toHaveLength(2);
	});
});

describe('“Fetch test event”', () => {
	test('shows the oldest parcel and consumes nothing', async () => {
		const [oldest] = arrive(sandbox(), 3);
		const node = await inboxTrigger(sandbox());
		expect(idsOf(await node.test())).toEqual([oldest!.parcelId]);
		expect(idsOf(await node.test())).toEqual([oldest!.parcelId]);
		expect(node.saved()).toEqual({});
		expect(await node.activate()).toHaveLength(3);
		expect(idsOf(await node.test())).toEqual([oldest!.parcelId]);
	});

	test('says that nothing is waiting', async () => {
		const node = await inboxTrigger(sandbox());
		await expect(node.test()).rejects.toThrow('No parcel is waiting in the mailbox');
	});
});

describe('rows', () => {
	const listOf = (data: unknown) => ({ body: JSON.stringify({ success: true, data }), times: Infinity });

	test.each([
		['by receivedDate', 'receivedDate'],
		['by createdOn', 'createdOn'],
	])('are oldest first %s', async (_, name) => {
		sandbox().fault(
			LIST,
			listOf([
				{ parcelId: 1, [name]: '2026-05-07T12:00:02Z' },
				{ parcelId: 3, [name]: '2026-05-07T12:00:01Z' },
				{ parcelId: 2, [name]: '2026-05-07T12:00:01Z' },
			]),
		);
		const node = await inboxTrigger(sandbox());
		expect(idsOf(await node.activate())).toEqual([2, 3, 1]);
	});

	test('without times for all of them are sorted by ID, each once; those without an ID are left out with a warning', async () => {
		sandbox().fault(
			LIST,
			listOf({
				totalRecords: 5,
				parcels: [
					{ parcelId: 10 },
					{ parcelId: 9, created: '2026-05-07T12:00:01Z' },
					{ ParcelID: '8' },
					{ parcelId: 10 },
					{ fileName: 'x' },
				],
			}),
		);
		const node = await inboxTrigger(sandbox());
		expect(idsOf(await node.activate())).toEqual([8, 9, 10]);
		expect(node.warnings).toEqual([expect.stringMatching(/no ID/)]);
	});

	test.each([[[]], [{ parcels: [], totalRecords: 0 }]])('%p is an empty inbox', async (data) => {
		sandbox().fault(LIST, listOf(data));
		expect(await (await inboxTrigger(sandbox())).activate()).toEqual([]);
	});
});

test('the mailbox can be picked from a list', async () => {
	const { results } = await searchList(
		'searchMailboxes',
		credentialsFor(sandbox()),
		'Boise Freight',
		undefined,
		'ecGridInboxTrigger',
	);
	expect(results).toEqual([{ name: 'Boise Freight (30002)', value: 30002 }]);
});

test('is a polling trigger and not a tool', async () => {
	const { description } = await nodeOfPackage('ecGridInboxTrigger');
	expect(description).toMatchObject({
		displayName: 'ECGrid Inbox Trigger',
		polling: true,
		group: ['trigger'],
	});
	expect(description.usableAsTool).toBeUndefined();
});
