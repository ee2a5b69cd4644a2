import { figureOf, isMet, percentile, ratioTo, verdictsOn, type Row } from '../../../bench/result';
import { inTurn } from '../../../bench/rounds';
import { tableOf } from '../../../bench/table';

test('a figure is the median of all rounds, with the lowest and highest', () => {
	expect(figureOf([9, 1, 5])).toEqual({ middle: 5, lowest: 1, highest: 9 });
	expect(figureOf([4, 1, 2, 3])).toEqual({ middle: 2.5, lowest: 1, highest: 4 });
});

test('takes a ratio in each round, not of the medians', () => {
	const row = { what: '', unit: '', values: [2, 30, 4] };
	expect(ratioTo(row, { name: '', values: [1, 10, 4] })).toEqual({ middle: 2, lowest: 1, highest: 3 });
});

test("a percentile is the value that the given percentage doesn't exceed", () => {
	const values = Array.from({ length: 100 }, (_, index) => index + 1);
	expect([50, 95, 99].map((p) => Math.floor(percentile(values, p)))).toEqual([50, 95, 99]);
});

test.each([
	[0.94, { atLeast: 0.95 }, false],
	[0.95, { atLeast: 0.95 }, true],
	[1.2, { atMost: 1.15 }, false],
	[1.15, { atMost: 1.15 }, true],
	[NaN, { atMost: 1 }, false],
])('%d with the target %j: met is %s', (middle, target, met) => {
	expect(isMet({ middle, lowest: 0, highest: 9 }, target)).toBe(met);
});

const row: Row = {
	what: 'calls per second',
	unit: '/s',
	values: [50, 52, 54],
	target: { atLeast: 60 },
	peers: [
		{ name: '(a)', values: [50, 52, 54], target: { atLeast: 0.95 } },
		{ name: '(b)', values: [100, 104, 108] },
	],
};

test('gives each target of a row a verdict and highlights missed targets', () => {
	expect(verdictsOn(row)).toEqual([false, true]);
	const table = tableOf([row]);
	expect(table).toContain('52 /s (50 … 54); **≥ 60 /s: missed**');
	expect(table).toContain('(a): 52 /s (50 … 54)<br />(b): 104 /s (100 … 108)');
	expect(table).toContain('1; ≥ 0.95: met<br />0.5');
});

test('rotates the subjects, so that each round starts with a different one', async () => {
	const order: string[] = [];
	const subject = (name: string) => async (round: number) => order.push(`${name}${round}`);
	expect(await inTurn(2, { a: subject('a'), b: subject('b') })).toEqual({ a: [1, 4], b: [2, 3] });
	expect(order).toEqual(['a0', 'b0', 'b1', 'a1']);
});
