import type { ParcelRecord } from '../../sandbox';
import { againInbox, arrive, clock, confirm, emptySandbox, idsOf, inboxTrigger, LIST } from './inbox';
import { bodiesOf, byId } from './setup';

const MINUTE = 60_000;
const sandbox = emptySandbox();
const time = clock();

/** A parcel that has waited this many minutes, by ECGrid's clock. */
const waiting = (minutes: number): ParcelRecord =>
	sandbox().addParcel(
		{
			fileName: `${minutes}.edi`,
			content: 'ISA',
			created: new Date(new Date().getTime() - minutes * MINUTE),
		},
		{ fire: false },
	);

const net = async (more: object = {}) =>
	await inboxTrigger(sandbox(), { options: { minimumAgeMinutes: 30, ...more } });

test('hands out only parcels that have waited long enough, and the others when their time comes', async () => {
	const [long, short, fresh] = [40, 20, 0].map(waiting);
	const node = await net();
	expect(idsOf(await node.activate())).toEqual([long!.parcelId]);
	time.pass(9);
	expect(await node.poll()).toEqual([]);
	time.pass(2);
	expect(idsOf(await node.poll())).toEqual([short!.parcelId]);
	time.pass(20);
	expect(idsOf(await node.poll())).toEqual([fresh!.parcelId]);
});

test('never hands out parcels that are confirmed meanwhile', async () => {
	const parcel = waiting(0);
	const node = await net();
	await node.activate();
	confirm(sandbox(), [parcel.parcelId]);
	time.pass(60);
	expect(await node.poll()).toEqual([]);
});

test('hands out a parcel immediately without the option', async () => {
	waiting(0);
	expect(await (await inboxTrigger(sandbox())).activate()).toHaveLength(1);
});

test.each([
	['ahead', -120],
	['behind', 120],
])('with ECGrid’s clock two hours %s of n8n’s, nothing comes earlier or later', async (_, minutes) => {
	time.pass(minutes);
	const [long] = [40, 20].map(waiting);
	const node = await net();
	expect(idsOf(await node.activate())).toEqual([long!.parcelId]);
	time.pass(9);
	expect(await node.poll()).toEqual([]);
	time.pass(2);
	expect(await node.poll()).toHaveLength(1);
});

test.each(['', 'yesterday', '0001-01-01T00:00:00', null, '2099-01-01T00:00:00Z'])(
	'if ECGrid gives %j as the arrival time, hands the parcel out after seeing it wait that long',
	async (created) => {
		const data = [{ parcelId: 7, created }];
		sandbox().fault(LIST, { body: JSON.stringify({ success: true, data }), times: Infinity });
		const node = await net();
		expect(await node.activate()).toEqual([]);
		time.pass(29);
		expect(await node.poll()).toEqual([]);
		time.pass(2);
		expect(idsOf(await node.poll())).toEqual([7]);
		sandbox().clearFaults();
	},
);

test('a parcel put back into the inbox waits from then on', async () => {
	const parcel = waiting(1_000);
	parcel.status = 'InBoxTransferred';
	const node = await net();
	expect(await node.activate()).toEqual([]);
	parcel.status = 'InBoxReady';
	parcel.modified = new Date().toISOString();
	expect(await node.poll()).toEqual([]);
	time.pass(31);
	expect(await node.poll()).toHaveLength(1);
});

test('a parcel confirmed and put back between two polls waits from then on', async () => {
	const parcel = waiting(0);
	const node = await net();
	expect(await node.activate()).toEqual([]);
	time.pass(29);
	parcel.modified = new Date().toISOString();
	time.pass(2);
	expect(await node.poll()).toEqual([]);
	time.pass(20);
	expect(await node.poll()).toEqual([]);
	time.pass(11);
	expect(idsOf(await node.poll())).toEqual([parcel.parcelId]);
});

test('a parcel that was confirmed and put back between two polls that are far apart waits from then on', async () => {
	const parcel = waiting(0);
	const node = await net();
	expect(await node.activate()).toEqual([]);
	time.pass(70);
	parcel.modified = new Date().toISOString();
	expect(await node.poll()).toEqual([]);
	time.pass(31);
	expect(idsOf(await node.poll())).toEqual([parcel.parcelId]);
});

test('a parcel that another program changes again and again comes after twice the time, and each time that it is due', async () => {
	const parcel = waiting(0);
	const node = await net();
	expect(await node.activate()).toEqual([]);
	const changedFor = async (minutes: number): Promise<number[]> => {
		const polls: number[] = [];
		for (let minute = 10; minute <= minutes; minute += 10) {
			time.pass(10);
			parcel.modified = new Date().toISOString();
			if ((await node.poll()).length > 0) polls.push(minute);
		}
		return polls;
	};
	expect(await changedFor(60)).toEqual([60]);
	expect(await changedFor(120)).toEqual([70]);
});

const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();
/** ECGrid's response to the next poll. */
const listing = (rows: object[], more: object = {}) =>
	sandbox().fault(LIST, { body: JSON.stringify({ success: true, data: { parcels: rows, ...more } }) });

describe('a parcel missing from the previous list', () => {
	test.each<[string, () => string]>([
		['held back by ECGrid until now', () => ago(240)],
		['whose times are local time west of Greenwich', () => ago(300).replace('Z', '')],
	])('(%s) waits from then on, however old its times are: the push has it too', async (_, told) => {
		const node = await net();
		listing([]);
		await node.activate();
		time.pass(10);
		const rows = [{ parcelId: 7, created: told() }];
		listing(rows);
		expect(await node.poll()).toEqual([]);
		time.pass(19);
		listing(rows);
		expect(await node.poll()).toEqual([]);
		time.pass(2);
		listing(rows);
		expect(idsOf(await node.poll())).toEqual([7]);
	});

	test('comes immediately if it has waited long enough since that list, as after a long pause', async () => {
		const node = await net();
		listing([]);
		await node.activate();
		time.pass(31);
		listing([
			{ parcelId: 7, created: ago(240) },
			{ parcelId: 8, created: ago(5) },
		]);
		expect(idsOf(await node.poll())).toEqual([7]);
	});

	test('comes immediately if ECGrid listed only part of what waits: it may have been there', async () => {
		const node = await net();
		listing([{ parcelId: 6, created: ago(0) }], { totalRecords: 2 });
		await node.activate();
		time.pass(10);
		listing([{ parcelId: 7, created: ago(240) }]);
		expect(idsOf(await node.poll())).toEqual([7]);
	});

	test('comes immediately if that list was for another mailbox', async () => {
		const node = await net();
		listing([]);
		await node.activate();
		time.pass(10);
		const parameters = { mailboxId: byId('30002'), options: { minimumAgeMinutes: 30 } };
		const other = await againInbox(sandbox(), node, parameters, { process: node.process });
		listing([{ parcelId: 7, created: ago(240) }]);
		expect(idsOf(await other.activate())).toEqual([7]);
	});
});

test('a parcel put back since the previous list waits from then on, however long ago ECGrid says that was', async () => {
	const node = await net({ retryAfterMinutes: 5 });
	const created = ago(310);
	listing([{ parcelId: 7, created }]);
	expect(await node.activate()).toHaveLength(1);
	time.pass(10);
	const rows = [{ parcelId: 7, created, modified: ago(300) }];
	listing(rows);
	expect(await node.poll()).toEqual([]);
	time.pass(19);
	listing(rows);
	expect(await node.poll()).toEqual([]);
	time.pass(2);
	listing(rows);
	expect(await node.poll()).toHaveLength(1);
});

test('a slightly outdated list makes no parcel older, and the next one makes it no younger', async () => {
	const node = await net();
	const [created, before, modified] = [300, 200, 0].map(ago);
	listing([{ parcelId: 7, created, modified }]);
	expect(await node.activate()).toEqual([]);
	time.pass(10);
	listing([{ parcelId: 7, created, modified: before }]);
	expect(await node.poll()).toEqual([]);
	time.pass(10);
	listing([{ parcelId: 7, created, modified }]);
	expect(await node.poll()).toEqual([]);
	time.pass(11);
	listing([{ parcelId: 7, created, modified }]);
	expect(idsOf(await node.poll())).toEqual([7]);
});

describe('a parcel that is missing in every other list', () => {
	/** After how many minutes a parcel is handed out that every other list has. */
	const comesAfter = async (rowOf: () => object, without: object = {}): Promise<number | undefined> => {
		const node = await net();
		listing([{ parcelId: 6, created: ago(0) }]);
		await node.activate();
		for (let minute = 10; minute <= 120; minute += 10) {
			time.pass(10);
			const isListed = minute % 20 === 10;
			if (isListed) listing([rowOf()]);
			else listing([{ parcelId: 6, created: ago(0) }], without);
			if (idsOf(await node.poll()).includes(7)) return minute;
		}
		return undefined;
	};

	test('comes after twice the time', async () => {
		const created = ago(0);
		expect(await comesAfter(() => ({ parcelId: 7, created }))).toBe(70);
	});

	test('comes after its time where the other lists are only a part, also if its time cannot be read', async () => {
		expect(await comesAfter(() => ({ parcelId: 7, created: 'yesterday' }), { totalRecords: 9 })).toBe(50);
	});
});

test('a parcel that is gone for two lists begins anew: somebody has put it back', async () => {
	const node = await net();
	const created = ago(0);
	const rows = [{ parcelId: 7, created }];
	listing(rows);
	expect(await node.activate()).toEqual([]);
	for (const minute of [10, 20, 30, 40, 50, 60, 70]) {
		time.pass(10);
		listing([20, 30].includes(minute) ? [] : rows);
		expect([minute, idsOf(await node.poll())]).toEqual([minute, minute === 70 ? [7] : []]);
	}
});

test.each([
	['one list', {}],
	['a list that is only a part', { totalRecords: 9 }],
])(
	'a parcel that is missing in %s, and was changed meanwhile, was put back and waits from then on',
	async (_, more) => {
		const node = await net();
		const created = ago(0);
		listing([{ parcelId: 7, created }]);
		expect(await node.activate()).toEqual([]);
		time.pass(60);
		listing([{ parcelId: 6, created: ago(0) }], more);
		expect(await node.poll()).toEqual([]);
		time.pass(60);
		const rows = [{ parcelId: 7, created, modified: ago(0) }];
		listing(rows);
		expect(await node.poll()).toEqual([]);
		time.pass(31);
		listing(rows);
		expect(idsOf(await node.poll())).toEqual([7]);
	},
);

test('the later of a parcel’s two times counts, whichever it is', async () => {
	const node = await net();
	listing([{ parcelId: 7, created: ago(10), modified: ago(50) }]);
	expect(await node.activate()).toEqual([]);
});

test('after n8n’s clock is set back by an hour, a parcel waits no longer than its time from then on', async () => {
	const parcel = waiting(0);
	const node = await net();
	expect(await node.activate()).toEqual([]);
	time.pass(-60);
	expect(await node.poll()).toEqual([]);
	time.pass(31);
	expect(idsOf(await node.poll())).toEqual([parcel.parcelId]);
});

test('after the option was 0 for a while, a parcel with an unreadable time waits from when it is seen again', async () => {
	const data = [{ parcelId: 7, created: 'yesterday' }];
	sandbox().fault(LIST, { body: JSON.stringify({ success: true, data }), times: Infinity });
	const node = await net({ retryAfterMinutes: 1 });
	expect(await node.activate()).toEqual([]);
	const as = async (minimumAgeMinutes: number) =>
		await againInbox(
			sandbox(),
			node,
			{ options: { minimumAgeMinutes, retryAfterMinutes: 1 } },
			{ process: node.process },
		);
	expect(await (await as(0)).activate()).toHaveLength(1);
	time.pass(40);
	const later = await as(30);
	expect(await later.activate()).toEqual([]);
	time.pass(31);
	expect(await later.poll()).toHaveLength(1);
	sandbox().clearFaults();
});

test("after a restart, uses ECGrid's statement of how long a parcel has waited", async () => {
	const [long, short] = [29, 1].map(waiting);
	const node = await net();
	expect(await node.activate()).toEqual([]);
	for (const parcel of [long!, short!]) {
		parcel.created = parcel.modified = new Date(Date.parse(parcel.created) - 2 * MINUTE).toISOString();
	}
	const restarted = await againInbox(sandbox(), node, { options: { minimumAgeMinutes: 30 } });
	expect(idsOf(await restarted.activate('init'))).toEqual([long!.parcelId]);
});

test('after a restart, a parcel with an unreadable time waits its full time again', async () => {
	const data = [{ parcelId: 7, created: 'yesterday' }];
	sandbox().fault(LIST, { body: JSON.stringify({ success: true, data }), times: Infinity });
	const node = await net();
	expect(await node.activate()).toEqual([]);
	time.pass(29);
	const restarted = await againInbox(sandbox(), node, { options: { minimumAgeMinutes: 30 } });
	expect(await restarted.activate('init')).toEqual([]);
	time.pass(29);
	expect(await restarted.poll()).toEqual([]);
	time.pass(2);
	expect(idsOf(await restarted.poll())).toEqual([7]);
});

test("parcels that haven't waited long enough don't count toward Max Parcels", async () => {
	const old = [50, 45, 40].map(waiting);
	[3, 2, 1].forEach(waiting);
	const node = await net({ maxParcels: 2 });
	expect(idsOf(await node.activate())).toEqual(idsOf(old).slice(0, 2));
	expect(idsOf(await node.poll())).toEqual(idsOf(old).slice(2));
	expect(await node.poll()).toEqual([]);
});

test('hands out unconfirmed parcels again after their lease', async () => {
	waiting(40);
	const node = await net();
	await node.activate();
	time.pass(59);
	expect(await node.poll()).toEqual([]);
	time.pass(2);
	expect((await node.poll())[0]!.json.handedOut).toBe(2);
});

test('with Only What Arrives From Now On, leaves alone what already waited, however briefly, and the rest waits its time', async () => {
	const parameters = { startWith: 'now', options: { minimumAgeMinutes: 30 } };
	[40, 1].forEach(waiting);
	const node = await inboxTrigger(sandbox(), parameters);
	expect(await node.activate()).toEqual([]);
	const [arrived] = arrive(sandbox(), 1);
	arrived!.created = arrived!.modified = new Date().toISOString();
	expect(await node.poll()).toEqual([]);
	time.pass(31);
	expect(idsOf(await node.poll())).toEqual([arrived!.parcelId]);
});

test('“Fetch test event” shows a parcel that has just started to wait', async () => {
	waiting(0);
	const node = await net();
	expect(await node.test()).toHaveLength(1);
});

test.each([-1, 1.5, 10_081, 'soon'])(
	'refuses %j minutes, names the field and sends nothing',
	async (minutes) => {
		const node = await net({ minimumAgeMinutes: minutes });
		await expect(node.activate()).rejects.toThrow(
			/^“Only Waiting Longer Than \(Minutes\)” must be a whole number from 0 to 10080, /,
		);
		expect(bodiesOf(sandbox(), LIST)).toEqual([]);
	},
);
