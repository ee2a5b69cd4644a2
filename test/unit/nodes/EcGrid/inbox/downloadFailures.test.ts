import { afterFailures, failingOf } from '../../../../../nodes/EcGrid/inbox/downloadFailures';

let owner = '';
let owners = 0;
beforeEach(() => {
	owner = `owner ${++owners}`;
});

const parcel = (id: number) => ({ parcelId: id, row: {} });
const came = (...ids: number[]) => ids.map((id) => ({ parcel: parcel(id) }));
const failed = (ids: number[], isGeneral = false) =>
	ids.map((id) => ({ parcel: parcel(id), failure: new Error(`no ${id}`), isGeneral }));

/** The parcels that a poll hands out; negative if without a file. */
function handedOut(good: number[], bad: number[], isGeneral = false) {
	const wanted = [...good, ...bad].sort((left, right) => left - right).map(String);
	const { parcels } = afterFailures(owner, { came: came(...good), failed: failed(bad, isGeneral) }, wanted);
	return parcels.map(({ parcel: { parcelId }, downloadError }) => (downloadError ? -parcelId : parcelId));
}

test('a failed parcel is left out of two polls and comes without its file in the third, in its usual position', () => {
	expect(handedOut([1, 3], [2])).toEqual([1, 3]);
	expect(handedOut([4], [2])).toEqual([4]);
	expect(handedOut([1, 5], [2])).toEqual([1, -2, 5]);
});

test('the next poll retries parcels that were left out, but not those that come without a file', () => {
	const leftOut = (...bad: number[]) => {
		const wanted = ['1', ...bad.map(String)];
		const downloads = { came: came(1), failed: failed(bad) };
		return afterFailures(owner, downloads, wanted).leftOut.map(({ parcel: { parcelId } }) => parcelId);
	};
	expect(leftOut(2)).toEqual([2]);
	expect(leftOut(2)).toEqual([2]);
	expect(leftOut(2, 3)).toEqual([3]);
});

test('a parcel that has left the inbox is no longer counted', () => {
	handedOut([1], [2]);
	handedOut([1], [2]);
	handedOut([1], []);
	expect(handedOut([1], [2])).toEqual([1]);
});

test('only consecutive polls count, and the count restarts after the parcel is handed out', () => {
	handedOut([], [2]);
	handedOut([], [2]);
	expect(handedOut([2], [])).toEqual([2]);
	expect([handedOut([], [2]), handedOut([], [2]), handedOut([], [2])]).toEqual([[], [], [-2]]);
	expect(handedOut([], [2])).toEqual([]);
});

test("a poll that doesn't reach a parcel leaves its count unchanged", () => {
	handedOut([], [2]);
	handedOut([], [2]);
	afterFailures(owner, { came: came(1), failed: [] }, ['1', '2']);
	expect(handedOut([], [2])).toEqual([-2]);
});

test('an ECGrid-wide failure counts only if other files arrive', () => {
	for (let polls = 0; polls < 5; polls++) expect(handedOut([], [1, 2], true)).toEqual([]);
	expect(handedOut([3], [1, 2], true)).toEqual([3]);
	handedOut([4], [1], true);
	expect(handedOut([5], [1, 2], true)).toEqual([-1, 5]);
});

test('each trigger has its own counts', () => {
	handedOut([], [1]);
	handedOut([], [1]);
	owner += ' and another';
	expect(handedOut([], [1])).toEqual([]);
});

describe('polls in which no file arrives', () => {
	const HOUR = 60 * 60_000;
	let now = Date.parse('2026-05-07T12:00:00Z');
	beforeEach(() => {
		jest.spyOn(Date, 'now').mockImplementation(() => now);
	});
	afterEach(() => jest.restoreAllMocks());
	/** Returns what this many polls, a minute apart, hand out if these parcels fail. */
	const polls = (count: number, bad: number[]) =>
		Array.from({ length: count }, () => {
			now += 60_000;
			return handedOut([], bad);
		}).flat();

	test('count against one parcel, which comes without its file after three polls, then for an hour against none', () => {
		expect(polls(3, [1, 2, 3])).toEqual([-1]);
		expect(polls(59, [2, 3])).toEqual([]);
		expect(polls(3, [2, 3])).toEqual([-2]);
	});

	test('count next against the parcel that has waited longest, even if the previous one has returned', () => {
		expect(polls(3, [1, 2])).toEqual([-1]);
		polls(30, [2]);
		now += HOUR;
		expect(polls(3, [1, 2])).toEqual([-2]);
	});

	test('count against one parcel again once a file has arrived', () => {
		expect(polls(3, [1, 2])).toEqual([-1]);
		expect(handedOut([3], [2])).toEqual([3]);
		expect(polls(2, [2])).toEqual([-2]);
	});

	test("parcels that start to fail in an outage aren't handed out without a file when the first file arrives", () => {
		polls(30, [1, 2, 3, 4]);
		expect(handedOut([2], [3, 4])).toEqual([2]);
	});

	test("don't include polls in which a file arrives while ECGrid refuses one for good, however often that one returns", () => {
		const refused = { parcel: parcel(9), downloadError: 'damaged' };
		const without = Array.from({ length: 10 }, () => {
			now += 60_000;
			const downloads = { came: [refused], failed: failed([1, 2, 3]) };
			return afterFailures(owner, downloads, ['1', '2', '3', '9']).parcels;
		}).flat();
		const others = without.filter((each) => each !== refused);
		expect(others.map(({ parcel: { parcelId } }) => parcelId)).toEqual([1]);
	});

	test("a parcel that wasn't requested in between still counts as failing", () => {
		handedOut([], [1, 2]);
		afterFailures(owner, { came: came(3), failed: [] }, ['1', '2', '3']);
		expect(failingOf(owner)).toEqual(new Set(['1', '2']));
		handedOut([1, 2], []);
		expect(failingOf(owner)).toEqual(new Set());
	});
});
