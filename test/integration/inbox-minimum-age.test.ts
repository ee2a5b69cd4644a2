import type { ParcelRecord } from '../../sandbox';
import { againInbox, arrive, clock, confirm, emptySandbox, idsOf, inboxTrigger, LIST } from './inbox';
import { bodiesOf } from './setup';

const MINUTE = 60_000;
const sandbox = emptySandbox();
const time = clock();

/** A parcel that has waited for so many minutes, by ECGrid's clock. */
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

test('only parcels that have waited long enough are handed out, the others when their time has come', async () => {
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

test('what is confirmed meanwhile is never handed out', async () => {
	const parcel = waiting(0);
	const node = await net();
	await node.activate();
	confirm(sandbox(), [parcel.parcelId]);
	time.pass(60);
	expect(await node.poll()).toEqual([]);
});

test('without the option, a parcel is handed out at once', async () => {
	waiting(0);
	expect(await (await inboxTrigger(sandbox())).activate()).toHaveLength(1);
});

test.each([
	['ahead', -120],
	['behind', 120],
])('ECGrid’s clock is two hours %s of n8n’s: nothing comes earlier or later', async (_, minutes) => {
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
	'ECGrid says %j of when a parcel came: it is handed out when it was seen waiting for that long',
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

test('a parcel that was put back into the inbox waits from then on', async () => {
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

test('a parcel that was confirmed and put back between two polls waits from then on', async () => {
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

test('after a restart it counts for how long ECGrid says that a parcel has waited', async () => {
	const [long, short] = [29, 1].map(waiting);
	const node = await net();
	expect(await node.activate()).toEqual([]);
	for (const parcel of [long!, short!]) {
		parcel.created = parcel.modified = new Date(Date.parse(parcel.created) - 2 * MINUTE).toISOString();
	}
	const restarted = await againInbox(sandbox(), node, { options: { minimumAgeMinutes: 30 } });
	expect(idsOf(await restarted.activate('init'))).toEqual([long!.parcelId]);
});

test('after a restart, a parcel whose time cannot be read waits its time again', async () => {
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

test('parcels that have not waited long enough take no place of Max Parcels', async () => {
	const old = [50, 45, 40].map(waiting);
	[3, 2, 1].forEach(waiting);
	const node = await net({ maxParcels: 2 });
	expect(idsOf(await node.activate())).toEqual(idsOf(old).slice(0, 2));
	expect(idsOf(await node.poll())).toEqual(idsOf(old).slice(2));
	expect(await node.poll()).toEqual([]);
});

test('what is not confirmed is handed out again when its time is over', async () => {
	waiting(40);
	const node = await net();
	await node.activate();
	time.pass(59);
	expect(await node.poll()).toEqual([]);
	time.pass(2);
	expect((await node.poll())[0]!.json.handedOut).toBe(2);
});

test('with Only What Arrives From Now On, what waited already is left alone, however short, and the rest waits its time', async () => {
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

test('“Fetch test event” shows a parcel that has waited for a moment only', async () => {
	waiting(0);
	const node = await net();
	expect(await node.test()).toHaveLength(1);
});

test.each([-1, 1.5, 10_081, 'soon'])(
	'%j minutes are refused by name, and nothing is sent',
	async (minutes) => {
		const node = await net({ minimumAgeMinutes: minutes });
		await expect(node.activate()).rejects.toThrow(
			/^Only Waiting Longer Than \(Minutes\) must be a whole number from 0 to 10080, /,
		);
		expect(bodiesOf(sandbox(), LIST)).toEqual([]);
	},
);
