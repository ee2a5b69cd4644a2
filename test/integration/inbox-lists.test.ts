import { arrive, clock, confirm, emptySandbox, idsOf, inboxTrigger, LIST } from './inbox';
import { withoutPauses } from './setup';

const sandbox = emptySandbox();
withoutPauses();
const time = clock();

const now = { startWith: 'now' };
const answer = (data: unknown, beside: object = {}) => ({
	body: JSON.stringify({ success: true, data, ...beside }),
});

/** Data that isn't a list, or isn't a list of parcels. */
const unknown: Array<[string, unknown]> = [
	['a list in a different type of object', { result: { parcels: [] } }],
	['a total, and no list', { parcels: null, totalRecords: 3 }],
	['null', null],
	['nothing', undefined],
	['an object without fields', {}],
	['a text', 'OK'],
	['true', true],
	['a list of numbers', [987654321, 987654322]],
	['two lists of unknown names', { first: [], second: [{ id: 1 }] }],
	['rows with another name for the ID', [{ identifier: 987654321 }, { identifier: 987654322 }]],
];

test("a row nested too deep for n8n to store doesn't harm other parcels", async () => {
	const rows = `{"parcelId":1,"odd":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}},{"parcelId":2}`;
	sandbox().fault(LIST, { body: `{"success":true,"data":[${rows}]}` });
	const node = await inboxTrigger(sandbox());
	const items = await node.activate();
	expect(items.map(({ json }) => json.parcelId)).toEqual([1, 2]);
	expect(JSON.stringify(items)).toContain('left out: nested more than 100 levels deep');
});

describe.each(unknown)('an ECGrid that answers a list with %s', (_, data) => {
	test('fails the poll and keeps what was left alone', async () => {
		const [old] = arrive(sandbox(), 2);
		const node = await inboxTrigger(sandbox(), now);
		expect(await node.activate()).toEqual([]);
		sandbox().fault(LIST, answer(data));
		await expect(node.poll()).rejects.toThrow(/ECGrid sent a list that this node can't read/);
		expect(await node.poll()).toEqual([]);
		const [arrived] = arrive(sandbox(), 1);
		expect(idsOf(await node.poll())).toEqual([arrived!.parcelId]);
		expect(old!.status).toBe('InBoxReady');
	});

	test('fails the poll and changes no lease', async () => {
		arrive(sandbox(), 2);
		const node = await inboxTrigger(sandbox());
		await node.activate();
		const before = node.saved();
		sandbox().fault(LIST, answer(data));
		await expect(node.poll()).rejects.toThrow(/ECGrid sent a list that this node can't read/);
		expect(node.saved()).toEqual(before);
		expect(await node.poll()).toEqual([]);
		time.pass(61);
		expect((await node.poll()).map(({ json }) => json.handedOut)).toEqual([2, 2]);
	});

	test("fails a publication: it doesn't start as if nothing were waiting", async () => {
		arrive(sandbox(), 1);
		sandbox().fault(LIST, answer(data));
		const node = await inboxTrigger(sandbox(), now);
		await expect(node.activate()).rejects.toThrow(/ECGrid sent a list that this node can't read/);
		expect(node.saved()).toEqual({});
	});
});

describe.each(['in it', 'beside it'])('a list with fewer rows than its total, reported %s', (where) => {
	const cutTo = (count: number) => {
		const waiting = sandbox().parcels.filter(({ status }) => status === 'InBoxReady');
		const parcels = waiting
			.slice(0, count)
			.map(({ parcelId, fileName, created }) => ({ parcelId, fileName, created }));
		const totalRecords = waiting.length;
		const inIt = answer({ totalRecords, parcels });
		sandbox().fault(LIST, where === 'in it' ? inIt : answer(parcels, { totalRecords }));
	};

	test('is no basis for starting with new arrivals only: publishing fails and says what to do', async () => {
		arrive(sandbox(), 5);
		cutTo(2);
		const node = await inboxTrigger(sandbox(), now);
		await expect(node.activate()).rejects.toThrow(
			/only 2 of the 5 waiting parcels.*Everything Waiting under “Start With”/,
		);
	});

	test("doesn't count the missing parcels as gone", async () => {
		const old = idsOf(arrive(sandbox(), 4));
		const node = await inboxTrigger(sandbox(), now);
		await node.activate();
		const [arrived] = arrive(sandbox(), 1);
		cutTo(2);
		expect(await node.poll()).toEqual([]);
		expect(idsOf(await node.poll())).toEqual([arrived!.parcelId]);
		confirm(sandbox(), old.slice(3));
		expect(await node.poll()).toEqual([]);
	});

	test('hands out the rows it shows, and the rest as the workflow confirms', async () => {
		const all = idsOf(arrive(sandbox(), 4));
		const node = await inboxTrigger(sandbox());
		cutTo(2);
		expect(idsOf(await node.activate())).toEqual(all.slice(0, 2));
		confirm(sandbox(), all.slice(0, 2));
		cutTo(2);
		expect(idsOf(await node.poll())).toEqual(all.slice(2));
	});
});

test('finds parcels next to other lists', async () => {
	sandbox().fault(LIST, answer({ warnings: [], notes: ['x'], parcels: [{ parcelId: 7 }] }));
	const node = await inboxTrigger(sandbox());
	expect(idsOf(await node.activate())).toEqual([7]);
});

test("a row without an ID doesn't make parcels left alone count as gone", async () => {
	const [old] = arrive(sandbox(), 1);
	const node = await inboxTrigger(sandbox(), now);
	await node.activate();
	sandbox().fault(LIST, answer([{ id: old!.parcelId, fileName: 'x' }, { parcelId: 7 }]));
	expect(idsOf(await node.poll())).toEqual([7]);
	expect(await node.poll()).toEqual([]);
});
