import { readFile } from '../../../../nodes/Edi/file/readFile';
import { cpuMilliseconds } from '../../cpuTime';
import { bytes, order } from './files';

/** The least CPU time of three runs, in milliseconds: other work of the process disturbs the shortest one least. */
function leastTime(run: () => void): number {
	const times = [1, 2, 3].map(() => {
		const began = cpuMilliseconds();
		run();
		return cpuMilliseconds() - began;
	});
	return Math.min(...times);
}

/** Expects that four times as much takes little more than four times as long. In quadratic time, it takes sixteen times as long. */
function expectLinear(prepare: (size: number) => () => void, size: number): void {
	const [one, four] = [size, 4 * size].map((each) => leastTime(prepare(each)));
	expect(four).toBeLessThan(6 * one! + 100);
}

const readingOf = (text: string) => {
	const file = bytes(text);
	return () => void readFile(file);
};

test('blank lines between segments are read in linear time', () =>
	expectLinear(
		(size) => readingOf(order(['MSG*A\nB']).replace('ST*850', `${'\n '.repeat(size)}ST*850`)),
		5_000,
	));

describe('interchanges with text between them on one line are read in linear time', () => {
	test.each<[string, string]>([
		['with a letter beyond ASCII', order(['N1*ST*\xe9'])],
		['with a line break in a value', order(['MSG*A\nB'])],
	])('%s', (_, text) => expectLinear((size) => readingOf(`${text} junk `.repeat(size)), 300));
});
