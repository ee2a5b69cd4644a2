import fc from 'fast-check';

import {
	packed,
	RecoveredIds,
	recoveredIdsOf,
	unpacked,
} from '../../../../../nodes/EcGrid/trigger/recoveredIds';

const DAY = 86_400_000;
const NOW = Date.parse('2026-05-07T12:00:00Z');

beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());

const range = (length: number, first: number, step = 1) =>
	Array.from({ length }, (_, index) => first + index * step);
const savedOf = (ids: RecoveredIds) => ids.saved().recovered;
const joined = (recovered: unknown) => {
	const ids = new RecoveredIds({});
	ids.join({ recovered } as never);
	return ids;
};

describe('ids as a short text', () => {
	test('are the same ids, read again', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.maxSafeNat()), (ids) => {
				expect(unpacked(packed(ids))).toEqual([...ids].sort((left, right) => left - right));
			}),
		);
		fc.assert(
			fc.property(fc.uniqueArray(fc.nat(300), { maxLength: 300 }), (ids) => {
				expect(unpacked(packed(ids))).toEqual([...ids].sort((left, right) => left - right));
			}),
		);
	});

	test.each([
		['in a row', range(10_000, 550_001), 12],
		['with five others between two', range(10_000, 550_001, 6), 10_010],
		['with a hundred others between two', range(10_000, 550_001, 101), 20_010],
	])('10,000 of them, %s, are at most so long', (_, ids, longest) => {
		expect(packed(ids).length).toBeLessThanOrEqual(longest);
	});

	test('any text at all is read in no time, and gives no more than is remembered', () => {
		fc.assert(fc.property(fc.string(), (text) => expect(unpacked(text).every(Number.isInteger)).toBe(true)));
		const began = performance.now();
		for (const text of ['BA' + '_'.repeat(10) + 'f', '_'.repeat(5_000_000), 'BA_____f'.repeat(100_000)])
			expect(unpacked(text).length).toBeLessThanOrEqual(100_000);
		expect(performance.now() - began).toBeLessThan(1_000);
	});
});

describe('what is remembered as recovered', () => {
	test('is 100,000 ids, of which those of the oldest day go first', () => {
		const ids = new RecoveredIds({});
		for (const id of range(50_000, 1_000)) ids.end(id, NOW - 3 * DAY, true);
		for (const id of range(50_000, 100_000)) ids.end(id, NOW - DAY, true);
		expect([ids.has(1_000), ids.has(50_999), ids.has(100_000), ids.has(149_999)]).toEqual(
			Array(4).fill(true),
		);
		ids.end(200_000, NOW, true);
		expect([ids.has(1_000), ids.has(1_001), ids.has(200_000)]).toEqual([false, true, true]);
	});

	test('is remembered for as long as the event is looked for, and not much longer', () => {
		const ids = new RecoveredIds({});
		ids.end(2_000, NOW, true);
		ids.end('a3f1-77', NOW, true);
		jest.spyOn(Date, 'now').mockReturnValue(NOW + 7 * DAY);
		ids.end(2_001, NOW + 7 * DAY, true);
		expect([ids.has(2_000), ids.has('a3f1-77')]).toEqual([true, true]);
		const { recovered } = ids.saved();
		expect(joined(recovered).has(2_000)).toBe(true);
		jest.spyOn(Date, 'now').mockReturnValue(NOW + 9 * DAY);
		ids.end(2_002, NOW + 9 * DAY, true);
		expect(ids.has(2_000)).toBe(false);
		expect(JSON.stringify(savedOf(ids))).not.toContain(packed([2_000]));
		expect(joined(recovered).has(2_000)).toBe(false);
	});

	test('comes back from what n8n saved, texts too', () => {
		const ids = new RecoveredIds({});
		for (const id of [7, 8, 9, 550_001, 'a3f1-77', -4]) ids.end(id, NOW - DAY, true);
		const read = joined(JSON.parse(JSON.stringify(savedOf(ids))));
		for (const id of [7, 8, 9, 550_001, 'a3f1-77', -4]) expect(read.has(id)).toBe(true);
		for (const id of [6, 10, 'a3f1-78', -5]) expect(read.has(id)).toBe(false);
	});

	test.each<unknown>([
		null,
		7,
		'text',
		[null, {}, []],
		{ x: 'BBB', '-5': 'BBB' },
		{ 20580: null, 20579: 7, 20578: { a: 1 } },
		{ ['20580']: '€€€' },
	])('is nothing where somebody else wrote %j', (recovered) => {
		expect(JSON.stringify(savedOf(joined(recovered)))).toBe('{}');
	});

	test('is one thing for a trigger, whatever copy of the static data it comes with', () => {
		recoveredIdsOf('one', {}).end(5, NOW, true);
		expect(recoveredIdsOf('one', {}).has(5)).toBe(true);
		expect(recoveredIdsOf('two', {}).has(5)).toBe(false);
		recoveredIdsOf('one', { recovered: [6] });
		expect(recoveredIdsOf('one', {}).has(6)).toBe(true);
	});
});

describe('an event that n8n has not stored yet', () => {
	test('is not given to n8n again, and is not saved as recovered', () => {
		const ids = new RecoveredIds({});
		ids.begin(5, NOW);
		expect(ids.has(5)).toBe(true);
		expect(ids.saved()).toEqual({ recovered: {}, recovering: packed([5]) });
		ids.end(5, NOW, false);
		expect(ids.has(5)).toBe(false);
		expect(ids.saved()).toEqual({ recovered: {}, recovering: undefined });
	});

	test('is saved as recovered when a former process gave it to n8n, too; until n8n says that it could not store it', () => {
		const ids = new RecoveredIds({ recovering: packed([5]) });
		expect(ids.has(5)).toBe(false);
		ids.begin(5, NOW);
		expect(joined(ids.saved().recovered).has(5)).toBe(true);
		ids.end(5, NOW, false);
		expect(ids.saved()).toEqual({ recovered: {}, recovering: undefined });
		ids.begin(5, NOW);
		expect(ids.saved().recovered).toEqual({});
	});
});
