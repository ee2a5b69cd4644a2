import { byInterchange } from '../../../../nodes/Edi/json/grouped';
import { GS, isa, jsonOf, writtenText } from './files';
import { split } from './node';

/** An item of Read, as a Code node gets it. */
type Item = ReturnType<typeof JSON.parse>;

const set = (number: number): string => `ST*850*${number}~BEG*00*SA*PO-${number}~SE*3*${number}~`;
const ta1 = (number: number): string => `TA1*${number}*260506*1200*A*000~`;
const notes = ta1(7) + ta1(8);
/** ISA as no one writes it: changed, it would be refused. */
const oddIsa = isa({ 9: '2026  ' });
const fileOf = (sets: number[], between = notes): string =>
	`${oddIsa}~${between}${GS}~${sets.map(set).join('')}GE*${sets.length}*1~IEA*1*000000001~`;
const itemsOf = (file: string): Item[] => jsonOf(file);
const tagsOf = ({ interchange }: Item): string[] => interchange.header.map(([tag]: string[]) => tag);
const noted = (item: Item): Item => (
	item.interchange.header.push(['TA1', '9', '260506', '1200', 'A', '000']),
	item
);

describe('TA1 in front of the groups', () => {
	test('stands in the first item only', () => {
		expect(itemsOf(fileOf([1, 2, 3])).map(tagsOf)).toEqual([['ISA', 'TA1', 'TA1'], ['ISA'], ['ISA']]);
		expect(byInterchange(jsonOf(fileOf([1, 2]))).map(tagsOf)).toEqual([['ISA', 'TA1', 'TA1']]);
	});

	test('makes the JSON no larger than it has to', () => {
		const many = fileOf(
			Array.from({ length: 500 }, (_, index) => index),
			notes.repeat(250),
		);
		expect(JSON.stringify(jsonOf(many)).length).toBeLessThan(many.length * 60);
	});

	test('comes again byte for byte, whatever the order of the items', () => {
		const file = fileOf([1, 2, 3]);
		expect(writtenText(itemsOf(file))).toBe(file);
		expect(writtenText(itemsOf(file).reverse())).toBe(file);
		expect(writtenText(byInterchange(jsonOf(file)))).toBe(file);
	});

	test('is sent with the first item, with later ones neither it nor a changed ISA', () => {
		const items = itemsOf(fileOf([1, 2, 3]));
		expect(items.map((item) => writtenText([item]))).toEqual([fileOf([1]), fileOf([2], ''), fileOf([3], '')]);
		expect(writtenText([items[2], items[1]])).toBe(fileOf([2, 3], ''));
	});

	test('is not sent again with a copy of a later item', () => {
		const [, item] = itemsOf(fileOf([1, 2]).replace('2026  ', '260507'));
		delete item.syntax;
		expect(writtenText([item])).not.toContain('TA1');
	});

	test('stays where the first message of an item for the interchange is removed', () => {
		const [item] = byInterchange(jsonOf(fileOf([1, 2]))) as [Item];
		item.messages.shift();
		expect(writtenText([item])).toBe(fileOf([2]));
	});

	test('may be changed, added and removed, and ISA stays as it was', () => {
		const [changed, added, none] = [1, 2, 3].map(() => itemsOf(fileOf([1]))[0]);
		changed.interchange.header[1][1] = '6';
		expect(writtenText([changed])).toBe(fileOf([1], ta1(6) + ta1(8)));
		expect(writtenText([noted(added)])).toBe(fileOf([1], notes + ta1(9)));
		none.interchange.header.length = 1;
		expect(writtenText([none])).toBe(fileOf([1], ''));
	});

	test('stays as it was if ISA is changed', () => {
		const [item] = itemsOf(fileOf([1], 'TA1*7*260506*1200*A*000*~'));
		item.interchange.header[0][9] = '260507';
		expect(writtenText([item])).toContain('A*000*~GS');
	});

	test('is sent with a later item that it was added to, or refused if it would be lost', () => {
		const [first, second] = itemsOf(fileOf([1, 2]));
		noted(second);
		expect(writtenText([second])).toBe(fileOf([2], ta1(9)));
		expect(() => writtenText([first, second])).toThrow(/^interchange\.header\[1\] would be lost/);
	});

	test('is sent once for copies, in whatever order', () => {
		const items = itemsOf(fileOf([1, 2]).replace('2026  ', '260507'));
		for (const item of items) delete item.syntax;
		expect(writtenText(items.reverse()).match(/TA1/g)).toHaveLength(2);
	});

	test('is in the first part of Split', async () =>
		expect((await split(fileOf([1, 2]), 'message')).map(({ text }) => text)).toEqual([
			fileOf([1]),
			fileOf([2], ''),
		]));
});
