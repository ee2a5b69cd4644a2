import {
	newBaseline,
	mergedBaseline,
	narrowBaseline,
	emptyBaseline,
} from '../../../../../nodes/EcGrid/inbox/baseline';

const NOW = Date.parse('2026-05-07T12:00:00Z');
const listing = (...ids: string[]) => ({ ids, isWhole: true });
const none = new Map();
const leased = (...ids: string[]) => new Map(ids.map((id) => [id, { since: 0, times: 1 }]));

test('a new baseline leaves alone the listed parcels, except those handed out before', () => {
	const baseline = newBaseline(undefined, 'own', listing('1', '2', '3'), leased('2'), NOW);
	expect(baseline).toEqual({ version: NOW, mailbox: 'own', ids: new Set(['1', '3']) });
});

test('a parcel that has left is no longer left alone, unless the list was cut', () => {
	const baseline = newBaseline(undefined, 7, listing('1', '2'), none, NOW);
	expect(narrowBaseline(baseline, 7, listing('2', '3'))?.ids).toEqual(new Set(['2']));
	expect(narrowBaseline(baseline, 7, { ids: ['3'], isWhole: false })?.ids).toEqual(new Set(['1', '2']));
});

test("doesn't apply to another mailbox", () => {
	const baseline = newBaseline(undefined, 7, listing('1'), none, NOW);
	expect(narrowBaseline(baseline, 'own', listing('1'))).toBeUndefined();
	expect(narrowBaseline(undefined, 'own', listing('1'))).toBeUndefined();
});

test('each baseline has a higher version than the known ones, even after the clock is set back', () => {
	const first = newBaseline(undefined, 7, listing('1'), none, NOW);
	const second = emptyBaseline(first, undefined, NOW - 60_000);
	const third = newBaseline(second, 7, listing('1'), none, NOW - 120_000);
	expect([second.version, third.version]).toEqual([NOW + 1, NOW + 2]);
	expect(emptyBaseline(third, 7, NOW + 60_000).version).toBe(NOW + 60_000);
});

describe('two copies', () => {
	const older = newBaseline(undefined, 7, listing('1', '2'), none, NOW);
	const newer = newBaseline(older, 'own', listing('3'), none, NOW + 1_000);

	test('one of which is missing are equal to the other', () => {
		expect(mergedBaseline(older, undefined)).toBe(older);
		expect(mergedBaseline(undefined, older)).toBe(older);
		expect(mergedBaseline(undefined, undefined)).toBeUndefined();
	});

	test('of two baselines: the later one counts', () => {
		expect(mergedBaseline(older, newer)).toBe(newer);
		expect(mergedBaseline(newer, older)).toBe(newer);
	});

	test('of the same baseline: a parcel that either saw leave has left', () => {
		const left = { ...older, ids: new Set(['1']) };
		const right = { ...older, ids: new Set(['2']) };
		expect(mergedBaseline(older, left)?.ids).toEqual(new Set(['1']));
		expect(mergedBaseline(left, older)?.ids).toEqual(new Set(['1']));
		expect(mergedBaseline(left, right)?.ids).toEqual(new Set());
	});
});
