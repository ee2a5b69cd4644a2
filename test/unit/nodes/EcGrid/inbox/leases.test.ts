import fc from 'fast-check';
import { dueParcels, leasesAfter, mergedLeases, type Lease } from '../../../../../nodes/EcGrid/inbox/leases';
import { full } from '../../../../quick';

const MINUTE = 60_000;
const START = Date.parse('2026-05-07T12:00:00Z');

/** An ECGrid mailbox and the trigger that polls it. */
class Inbox {
	now = START;
	arrived = 0;
	/** Waiting and listed, oldest first. */
	listed: number[] = [];
	/** Waiting, but temporarily not listed. */
	hidden: number[] = [];
	handedOutAt = new Map<number, number>();
	leases = new Map<string, Lease>();

	constructor(
		readonly minutes: number,
		readonly most: number,
	) {}

	poll(): number[] {
		const waiting = this.listed.map((parcelId) => ({ parcelId }));
		const { minutes, most, now } = this;
		const ids = dueParcels(waiting, this.leases, { minutes, most, now }).map(({ parcelId }) => parcelId);
		this.leases = leasesAfter(this.leases, ids.map(String), this.listed.map(String), { minutes, now });
		expect(ids.length).toBeLessThanOrEqual(most);
		expect(ids).toEqual([...ids].sort((left, right) => left - right));
		for (const id of ids) {
			const before = this.handedOutAt.get(id);
			if (before !== undefined) expect(this.now - before).toBeGreaterThanOrEqual(minutes * MINUTE - 1_000);
			this.handedOutAt.set(id, this.now);
		}
		return ids;
	}

	show(id: number) {
		this.hidden = this.hidden.filter((each) => each !== id);
		this.listed = [...this.listed, id].sort((left, right) => left - right);
	}
}

type Step = (inbox: Inbox) => void;

const pick = (ids: number[], at: number) => ids[at % Math.max(1, ids.length)];

const step: fc.Arbitrary<Step> = fc.oneof(
	fc.nat(7).map((count) => (inbox: Inbox) => {
		for (let i = 0; i < count; i++) inbox.listed.push(++inbox.arrived);
	}),
	fc.nat(900_000).map((ms) => (inbox: Inbox) => void (inbox.now += ms)),
	fc.nat(1_000).map((at) => (inbox: Inbox) => {
		const id = pick([...inbox.handedOutAt.keys()], at);
		inbox.listed = inbox.listed.filter((each) => each !== id);
		inbox.hidden = inbox.hidden.filter((each) => each !== id);
	}),
	fc.nat(1_000).map((at) => (inbox: Inbox) => {
		const id = pick(inbox.listed, at);
		if (id === undefined) return;
		inbox.listed = inbox.listed.filter((each) => each !== id);
		inbox.hidden.push(id);
	}),
	fc.nat(1_000).map((at) => (inbox: Inbox) => {
		const id = pick(inbox.hidden, at);
		if (id !== undefined) inbox.show(id);
	}),
	fc.constant((inbox: Inbox) => void inbox.poll()),
	fc.constant((inbox: Inbox) => void inbox.poll()),
);

test('whatever happens, hands out no parcel twice within its lease, and all waiting parcels eventually', () => {
	fc.assert(
		fc.property(
			fc.constantFrom(1, 5, 60),
			fc.integer({ min: 1, max: 6 }),
			fc.array(step, { minLength: 20, maxLength: 120, size: 'max' }),
			(minutes, most, steps) => {
				const inbox = new Inbox(minutes, most);
				for (const take of steps) take(inbox);

				for (const id of [...inbox.hidden]) inbox.show(id);
				inbox.now += minutes * MINUTE + 1_000;
				const seen: number[] = [];
				for (let polls = Math.ceil(inbox.listed.length / most); polls > 0; polls--)
					seen.push(...inbox.poll());
				expect(seen.sort((left, right) => left - right)).toEqual(inbox.listed);
				expect(inbox.poll()).toEqual([]);
			},
		),
		{ numRuns: full(1_000, 250) },
	);
});

const parcels = (...ids: number[]) => ids.map((parcelId) => ({ parcelId }));
const idsOf = (chosen: Array<{ parcelId: number }>) => chosen.map(({ parcelId }) => parcelId);
const settings = { minutes: 60, most: 50, now: START };
const seconds = START / 1000;

test("hands out new parcels first, so that unconfirmed parcels don't block them", () => {
	const ended = { since: seconds - 3_600, times: 3 };
	const leases = new Map([
		['1', ended],
		['2', { ...ended, times: 1 }],
	]);
	expect(idsOf(dueParcels(parcels(1, 2, 3, 4), leases, { ...settings, most: 3 }))).toEqual([2, 3, 4]);
	expect(idsOf(dueParcels(parcels(1, 2, 3, 4), leases, settings))).toEqual([1, 2, 3, 4]);
});

test("a parcel that can't be fetched doesn't block others either, but precedes those already handed out", () => {
	const leases = new Map([['4', { since: seconds - 3_600, times: 1 }]]);
	const failing = new Set(['1', '2']);
	const chosen = (most: number) =>
		idsOf(dueParcels(parcels(1, 2, 3, 4), leases, { ...settings, most, failing }));
	expect([chosen(1), chosen(2), chosen(3)]).toEqual([[3], [1, 3], [1, 2, 3]]);
});

test('a lease lasts as long as currently configured, and ends if the clock is set back', () => {
	const leasedFor = (since: number, minutes: number) =>
		idsOf(dueParcels(parcels(1), new Map([['1', { since, times: 1 }]]), { ...settings, minutes })).length ===
		0;
	expect(leasedFor(seconds - 3_599, 60)).toBe(true);
	expect(leasedFor(seconds - 3_600, 60)).toBe(false);
	expect(leasedFor(seconds - 3_600, 61)).toBe(true);
	expect(leasedFor(seconds + 30, 60)).toBe(true);
	expect(leasedFor(seconds + 3_600, 60)).toBe(false);
});

test("keeps a parcel's count while it is listed, and forgets it once its lease has ended and it isn't listed", () => {
	const leases = new Map([
		['1', { since: seconds - 3_600, times: 2 }],
		['2', { since: seconds - 3_600, times: 1 }],
		['3', { since: seconds - 60, times: 1 }],
	]);
	expect(leasesAfter(leases, ['1'], ['1'], settings)).toEqual(
		new Map([
			['1', { since: seconds, times: 3 }],
			['3', { since: seconds - 60, times: 1 }],
		]),
	);
});

test('of more than 10,000 unlisted parcels, forgets those handed out first, but never a listed parcel', () => {
	const ids = Array.from({ length: 10_100 }, (_, index) => String(index));
	const leases = new Map(ids.map((id, index) => [id, { since: seconds - index, times: 1 }]));
	const after = leasesAfter(leases, [], ids.slice(-2), { ...settings, minutes: 10_080 });
	expect([...after.keys()]).toEqual([...ids.slice(0, 10_000), ...ids.slice(-2)]);
	expect(leasesAfter(leases, [], ids, { ...settings, minutes: 10_080 }).size).toBe(ids.length);
});

describe('two copies of the leases', () => {
	const lease = (since: number, times = 1) => new Map([['1', { since: seconds + since, times }]]);

	test.each([
		['the later one', -60, -3_000, -60],
		['not one that begins in a far future, from before the clock was set back', -60, 86_400, -60],
		['one that begins soon, rather than one that is over', -7_200, 600, 600],
	])('of each parcel: %s, whichever copy contains it', (_, left, right, expected) => {
		expect(mergedLeases(lease(left), lease(right), START)).toEqual(lease(expected));
		expect(mergedLeases(lease(right), lease(left), START)).toEqual(lease(expected));
	});

	test('keep what only one contains, and the higher count', () => {
		const left = new Map([...lease(-60, 1), ['2', { since: seconds, times: 1 }]]);
		const right = new Map([...lease(-3_000, 3), ['3', { since: seconds, times: 2 }]]);
		expect(mergedLeases(left, right, START)).toEqual(
			new Map([
				['1', { since: seconds - 60, times: 3 }],
				['2', { since: seconds, times: 1 }],
				['3', { since: seconds, times: 2 }],
			]),
		);
		expect(mergedLeases(left, new Map(), START)).toEqual(left);
		expect(mergedLeases(new Map(), left, START)).toEqual(left);
	});
});
