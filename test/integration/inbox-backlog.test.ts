import type { Readings } from '../../sandbox';
import { againInbox, arrive, clock, confirm, emptySandbox, idsOf, inboxTrigger } from './inbox';

jest.setTimeout(120_000);

const MANY = 5_000;

describe(`a mailbox with ${MANY} waiting parcels`, () => {
	const sandbox = emptySandbox();
	const time = clock();

	test('is processed in order, each parcel once, if the workflow confirms', async () => {
		const all = idsOf(arrive(sandbox(), MANY));
		const node = await inboxTrigger(sandbox());
		const handedOut = idsOf(await node.activate());
		while (handedOut.length < MANY) {
			const ids = idsOf(await node.poll());
			expect(ids).toHaveLength(50);
			handedOut.push(...ids);
			confirm(sandbox(), ids);
			time.pass(0.1);
		}
		expect(handedOut).toEqual(all);
		expect(await node.poll()).toHaveLength(0);
		expect(JSON.stringify(node.saved()).length).toBeLessThan(150_000);
	});

	test("and if it doesn't: each parcel once per lease, even across restarts, then again from the start", async () => {
		const all = idsOf(arrive(sandbox(), MANY));
		let node = await inboxTrigger(sandbox(), { options: { maxParcels: 500 } });
		const handedOut = idsOf(await node.activate());
		while (handedOut.length < MANY) {
			node = await againInbox(sandbox(), node, { options: { maxParcels: 500 } });
			handedOut.push(...idsOf(await node.activate('init')));
			time.pass(1);
		}
		expect(handedOut).toEqual(all);
		expect(await node.poll()).toEqual([]);
		time.pass(60);
		expect(idsOf(await node.poll())).toEqual(all.slice(0, 500));
	});

	test("unconfirmed parcels don't hold back new ones", async () => {
		arrive(sandbox(), 3);
		const node = await inboxTrigger(sandbox(), { options: { maxParcels: 3, retryAfterMinutes: 1 } });
		await node.activate();
		time.pass(2);
		const arrived = arrive(sandbox(), 3);
		expect(idsOf(await node.poll())).toEqual(idsOf(arrived));
	});
});

const pages: Array<[string, Readings]> = [
	['its first 25, oldest first', { pendingFirstPage: 25 }],
	['its first 25, newest first', { pendingFirstPage: 25, pendingNewestFirst: true }],
];

describe.each(pages)('if the list shows only %s', (_, readings) => {
	const sandbox = emptySandbox({ readings });
	const time = clock();

	test('hands out the others as the workflow confirms; until then they stay unseen, and nothing is lost', async () => {
		const all = idsOf(arrive(sandbox(), 110));
		const node = await inboxTrigger(sandbox());
		const first = idsOf(await node.activate());
		expect(first).toHaveLength(25);
		expect(await node.poll()).toEqual([]);
		confirm(sandbox(), first);
		const handedOut = [...first];
		for (let polls = 0; polls < 5; polls++) {
			const ids = idsOf(await node.poll());
			handedOut.push(...ids);
			confirm(sandbox(), ids);
		}
		expect(handedOut.sort((left, right) => left - right)).toEqual(all);
		expect(await node.poll()).toEqual([]);
	});

	test('hands out unconfirmed parcels again and keeps counting', async () => {
		arrive(sandbox(), 30);
		const node = await inboxTrigger(sandbox());
		const first = idsOf(await node.activate());
		time.pass(61);
		const again = await node.poll();
		expect(idsOf(again)).toEqual(first);
		expect(new Set(again.map(({ json }) => json.handedOut))).toEqual(new Set([2]));
	});
});

describe('if the list shows only its first 25, newest first', () => {
	const sandbox = emptySandbox({ readings: { pendingFirstPage: 25, pendingNewestFirst: true } });

	test('hands out new arrivals while older parcels wait unconfirmed behind them', async () => {
		arrive(sandbox(), 60);
		const node = await inboxTrigger(sandbox());
		await node.activate();
		const newer = sandbox().addParcel({ fileName: 'new.edi', content: 'x' }, { fire: false });
		expect(idsOf(await node.poll())).toEqual([newer.parcelId]);
	});
});

describe('if the list shows only its first 25, oldest first', () => {
	const sandbox = emptySandbox({ readings: { pendingFirstPage: 25 } });

	test('a full page that “only from now on” leaves alone hides arrivals until it is confirmed', async () => {
		const old = idsOf(arrive(sandbox(), 25));
		const node = await inboxTrigger(sandbox(), { startWith: 'now' });
		await node.activate();
		const [arrived] = arrive(sandbox(), 1);
		arrived!.created = '2026-06-01T00:00:00Z';
		expect(await node.poll()).toEqual([]);
		confirm(sandbox(), old.slice(0, 1));
		expect(idsOf(await node.poll())).toEqual([arrived!.parcelId]);
	});
});
