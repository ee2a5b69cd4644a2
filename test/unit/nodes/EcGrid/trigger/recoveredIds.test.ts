import fc from 'fast-check';

import {
	packed,
	RecoveredIds,
	recoveredIdsOf,
	unpacked,
} from '../../../../../nodes/EcGrid/trigger/recoveredIds';
import { full } from '../../../../quick';
import { cpuMilliseconds, LINEAR_MS } from '../../../cpuTime';

const DAY = 86_400_000;
const NOW = Date.parse('2026-05-07T12:00:00Z');

beforeEach(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());

const range = (length: number, first: number, step = 1) =>
	Array.from({ length }, (_, index) => first + index * step);
/** A row of the event list. It is the only one with its ID unless it has a subject. */
const row = (id: number | string, created = NOW, about = '') => ({ id, key: `${id} ${about}`, created });
const savedOf = (ids: RecoveredIds) => ids.saved().recovered;
const joined = (recovered: unknown) => {
	const ids = new RecoveredIds({});
	ids.join({ recovered } as never);
	return ids;
};

describe('IDs as short text', () => {
	test('are the same IDs when read again', () => {
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
	])('10,000 of them, %s, stay within this length', (_, ids, longest) => {
		expect(packed(ids).length).toBeLessThanOrEqual(longest);
	});

	test('any text is read quickly and returns no more than the limit', () => {
		fc.assert(fc.property(fc.string(), (text) => expect(unpacked(text).every(Number.isInteger)).toBe(true)));
		const began = cpuMilliseconds();
		for (const text of [
			'BA' + '_'.repeat(10) + 'f',
			'_'.repeat(full(5_000_000, 1_250_000)),
			'BA_____f'.repeat(100_000),
		])
			expect(unpacked(text).length).toBeLessThanOrEqual(100_000);
		expect(cpuMilliseconds() - began).toBeLessThan(LINEAR_MS);
	});
});

describe('the record of recovered events', () => {
	test('holds 100,000 IDs and drops those of the oldest day first', () => {
		const ids = new RecoveredIds({});
		for (const id of range(50_000, 1_000)) ids.end(row(id, NOW - 3 * DAY), true);
		for (const id of range(50_000, 100_000)) ids.end(row(id, NOW - DAY), true);
		expect([ids.has(row(1_000)), ids.has(row(50_999)), ids.has(row(100_000)), ids.has(row(149_999))]).toEqual(
			Array(4).fill(true),
		);
		ids.end(row(200_000, NOW), true);
		expect([ids.has(row(1_000)), ids.has(row(1_001)), ids.has(row(200_000))]).toEqual([false, true, true]);
	});

	test('lasts as long as the event is looked for, and not much longer', () => {
		const ids = new RecoveredIds({});
		ids.end(row(2_000, NOW), true);
		ids.end(row('a3f1-77', NOW), true);
		jest.spyOn(Date, 'now').mockReturnValue(NOW + 7 * DAY);
		ids.end(row(2_001, NOW + 7 * DAY), true);
		expect([ids.has(row(2_000)), ids.has(row('a3f1-77'))]).toEqual([true, true]);
		const { recovered } = ids.saved();
		expect(joined(recovered).has(row(2_000))).toBe(true);
		jest.spyOn(Date, 'now').mockReturnValue(NOW + 9 * DAY);
		ids.end(row(2_002, NOW + 9 * DAY), true);
		expect(ids.has(row(2_000))).toBe(false);
		expect(JSON.stringify(savedOf(ids))).not.toContain(packed([2_000]));
		expect(joined(recovered).has(row(2_000))).toBe(false);
	});

	test('is restored from what n8n saved, including text', () => {
		const ids = new RecoveredIds({});
		const taken = [7, 8, 9, 550_001, 'a3f1-77', -4, '18446744073709551615'];
		for (const id of taken) ids.end(row(id, NOW - DAY), true);
		const read = joined(JSON.parse(JSON.stringify(savedOf(ids))));
		for (const id of taken) expect(read.has(row(id))).toBe(true);
		for (const id of [6, 10, 'a3f1-78', -5, '18446744073709551614']) expect(read.has(row(id))).toBe(false);
	});

	test('is restored from the plain list that an older version saved', () => {
		const read = joined([6, 'a3f1-77']);
		expect([read.has(row(6)), read.has(row('a3f1-77')), read.has(row(7))]).toEqual([true, true, false]);
	});

	test.each<unknown>([
		null,
		7,
		'text',
		[null, {}, []],
		{ x: 'BBB', '-5': 'BBB' },
		{ 20580: null, 20579: 7, 20578: { a: 1 } },
		{ ['20580']: '€€€' },
	])('is empty if somebody else wrote %j', (recovered) => {
		expect(JSON.stringify(savedOf(joined(recovered)))).toBe('{}');
	});

	test('is shared by a trigger across copies of the static data', () => {
		recoveredIdsOf('one', {}).end(row(5), true);
		expect(recoveredIdsOf('one', {}).has(row(5))).toBe(true);
		expect(recoveredIdsOf('two', {}).has(row(5))).toBe(false);
		recoveredIdsOf('one', { recovered: [6] });
		expect(recoveredIdsOf('one', {}).has(row(6))).toBe(true);
	});
});

describe('rows with the same ID', () => {
	const [one, other, third] = ['one', 'other', 'third'].map((about) => row(5, NOW, about)) as [
		ReturnType<typeof row>,
		ReturnType<typeof row>,
		ReturnType<typeof row>,
	];
	const held = (ids: RecoveredIds) => [one, other, third].map((each) => ids.has(each));

	test.each(['in one list', 'one after the other'])('are recorded separately: %s', (how) => {
		const ids = new RecoveredIds({});
		if (how === 'in one list') expect([ids.has(one), ids.has(other)]).toEqual([false, false]);
		ids.end(one, true);
		expect(held(ids)).toEqual([true, false, false]);
		ids.end(other, true);
		expect(held(ids)).toEqual([true, true, false]);
		const read = joined(JSON.parse(JSON.stringify(savedOf(ids))));
		expect(held(read)).toEqual([true, true, false]);
		expect(held(read)).toEqual([true, true, false]);
	});

	test('are both open if it is unknown which of them a former process took', () => {
		const ids = new RecoveredIds({});
		ids.end(one, true);
		const read = joined(savedOf(ids));
		expect(read.has(one)).toBe(true);
		expect([read.has(other), read.has(one)]).toEqual([false, false]);
		expect(JSON.stringify(savedOf(read))).toBe('{}');
	});

	test('are both in flight and completed separately', () => {
		const ids = new RecoveredIds({});
		ids.end(row(6), true);
		const before = savedOf(ids);
		ids.begin(one);
		expect(held(ids)).toEqual([true, false, false]);
		ids.begin(other);
		expect(savedOf(ids)).toEqual(before);
		ids.end(one, false);
		expect(held(ids)).toEqual([false, true, false]);
		ids.end(other, true);
		expect(held(ids)).toEqual([false, true, false]);
		expect(ids.saved().recovering).toBeUndefined();
	});

	test('are reported as several', () => {
		const ids = new RecoveredIds({});
		ids.has(one);
		expect(ids.isShared(one)).toBe(false);
		ids.has(other);
		expect([ids.isShared(one), ids.isShared(row(6))]).toEqual([true, false]);
	});

	test('are reported as several as long as at most 100,000 other IDs came between them', () => {
		const ids = new RecoveredIds({});
		ids.has(one);
		for (const id of range(99_999, 1_000)) ids.has(row(id));
		ids.has(other);
		expect(ids.isShared(one)).toBe(true);
		ids.has(row(6, NOW, 'one'));
		for (const id of range(100_000, 200_000)) ids.has(row(id));
		ids.has(row(6, NOW, 'other'));
		expect(ids.isShared(row(6))).toBe(false);
	});
});

test('10,000 rows with their own IDs use 12 characters', () => {
	const ids = new RecoveredIds({});
	for (const id of range(10_000, 550_001)) ids.end(row(id), true);
	expect(Object.values(savedOf(ids)).join('').length).toBeLessThanOrEqual(12);
});

describe("an event that n8n hasn't stored yet", () => {
	test("isn't passed to n8n again and isn't saved as recovered", () => {
		const ids = new RecoveredIds({});
		ids.begin(row(5));
		expect(ids.has(row(5))).toBe(true);
		expect(ids.saved()).toEqual({ recovered: {}, recovering: packed([5]) });
		ids.end(row(5), false);
		expect(ids.has(row(5))).toBe(false);
		expect(ids.saved()).toEqual({ recovered: {}, recovering: undefined });
	});

	test("is saved as recovered if a former process passed it to n8n too, until n8n reports that it couldn't store it", () => {
		const ids = new RecoveredIds({ recovering: packed([5]) });
		expect(ids.has(row(5))).toBe(false);
		ids.begin(row(5));
		expect(joined(ids.saved().recovered).has(row(5))).toBe(true);
		ids.end(row(5), false);
		expect(ids.saved()).toEqual({ recovered: {}, recovering: undefined });
		ids.begin(row(5));
		expect(ids.saved().recovered).toEqual({});
	});

	test('counts as in flight for a while, even if the clock is set back', () => {
		const ids = new RecoveredIds({});
		ids.begin(row(5));
		ids.begin(row(6));
		ids.end(row(6), true);
		const after = (milliseconds: number) => {
			jest.spyOn(Date, 'now').mockReturnValue(NOW + milliseconds);
			return ids.inFlightFor(60_000);
		};
		expect([0, 59_999, 60_000, -59_999, -60_000].map(after)).toEqual([1, 1, 0, 1, 0]);
	});
});
