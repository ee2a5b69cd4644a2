import { readFile } from '../../../../nodes/Edi/file/readFile';
import { byInterchange } from '../../../../nodes/Edi/json/grouped';
import { expectLinear, type Work } from '../../cpuTime';
import { bytes, isa, jsonOf, order, orders, written } from './files';
import { write } from './node';

const reading = (text: string): Work => {
	const file = bytes(text);
	return () => void readFile(file);
};

test('blank lines between segments are read in linear time', async () =>
	await expectLinear(
		(size) => reading(order(['MSG*A\nB']).replace('ST*850', `${'\n '.repeat(size)}ST*850`)),
		5_000,
	));

describe('interchanges with text between them on one line are read in linear time', () => {
	test.each<[string, string]>([
		['with a letter beyond ASCII', order(['N1*ST*\xe9'])],
		['with a line break in a value', order(['MSG*A\nB'])],
	])(
		'%s',
		async (_, text) => await expectLinear((size) => reading(`${text} junk `.repeat(size)), 300),
		60_000,
	);
});

test('segments that say how they are nested are looked up in linear time', async () => {
	const changing = (size: number): Work => {
		const items = jsonOf(orders(Array.from({ length: size }, (_, index) => `LIN:1+${index}`)));
		for (const segment of items[0]!.segments!) if (segment[0] === 'LIN') segment[1] = 'changed';
		return () => expect(() => written(items)).toThrow(/segments\[1\].*nested/);
	};
	await expectLinear(changing, 1_000);
}, 60_000);

test('many interchanges are written in linear time', async () => {
	const number = (index: number): string => String(index).padStart(9, '0');
	const writing = (size: number): Work => {
		const empty = (_: unknown, index: number) => `${isa({ 13: number(index) })}~IEA*0*${number(index)}~`;
		const items = [{ interchanges: byInterchange(jsonOf(Array.from({ length: size }, empty).join(''))) }];
		return async () => {
			const output = await write(items);
			expect(output.filter(({ error }) => error)).toEqual([]);
		};
	};
	await expectLinear(writing, 800);
}, 60_000);
