import { GS, isa, jsonOf, orders, written, writtenText } from './files';

/** An item of Read, as a Code node gets it. */
type Item = ReturnType<typeof JSON.parse>;

const set = (number: string): string => `ST*850*${number}~BEG*00*SA*PO-${number}~SE*3*${number}~`;
const two = `${isa()}~${GS}~${set('0001')}${set('0002')}GE*2*1~IEA*1*000000001~`;
const itemsOf = (file: string) => jsonOf(file) as Item[];
const filesOf = (items: Item[]): string[] => items.map((item) => writtenText([item]));

test('two interchanges that are equal but for their messages stay two', () => {
	const other = two.replaceAll('PO-', 'OTHER-').replaceAll('~', "'\n");
	const text = writtenText([itemsOf(two)[0], itemsOf(other)[1]]);
	expect(text).toBe(
		two.replace(set('0002'), '').replace('GE*2', 'GE*1') +
			other.replace(/ST\*850\*0001[^]*?SE.*\n/, '').replace('GE*2', 'GE*1'),
	);
});

test('messages without an interchange join only those that they were read with', () => {
	const bare = `${set('0001')}${set('0002')}`;
	const other = bare.replaceAll('PO-', 'X-');
	expect(writtenText(itemsOf(bare))).toBe(bare);
	expect(jsonOf(written([itemsOf(bare)[0], itemsOf(other)[1]]))).toHaveLength(2);
});

test('items of two interchanges may be mixed', () => {
	const second = two.replaceAll('000000001', '000000002');
	const [a, b, c, d] = itemsOf(two + second);
	expect(writtenText([c, a, d, b])).toBe(second + two);
});

test('an interchange that is changed in one of its items is refused, with both', () => {
	const items = itemsOf(two);
	items[0].interchange.header[0][6] = 'OTHER'.padEnd(15);
	expect(() => writtenText(items)).toThrow(
		/interchange differs from .*interchange.*control number 000000001/,
	);
	items[1].interchange.header[0][6] = 'OTHER'.padEnd(15);
	expect(jsonOf(writtenText(items)).map(({ sender }) => sender!.id)).toEqual(['OTHER', 'OTHER']);
});

test('an interchange may become two with numbers of their own', () => {
	const items = itemsOf(two);
	items[0].interchange.header[0][13] = '000000008';
	expect(jsonOf(writtenText(items)).map(({ interchange }) => interchange!.controlNumber)).toEqual([
		'000000008',
		'000000001',
	]);
});

test('a group that is changed in one of its items is refused', () => {
	const items = itemsOf(two);
	items[1].group.header[0][6] = '2';
	expect(() => writtenText(items)).toThrow(/^group isn't group/);
});

test('a copy without syntax joins the group that it is equal to', () => {
	const [first, second] = itemsOf(two);
	delete second.syntax;
	expect(writtenText([first, second])).toBe(two);
});

describe('what belongs to no message', () => {
	const ta1 = 'TA1*000000007*260506*1200*A*000~';
	const file = two.replace('~GS', `~${ta1}GS`).replace('~GE', '~N1*BY~GE').replace('~IEA', `~${ta1}IEA`);

	test('comes with the first item alone', () => {
		const [first, second] = filesOf(itemsOf(file));
		expect(first).toContain(ta1);
		expect(first).toContain('N1*BY');
		expect(second).toBe(two.replace(set('0001'), '').replace('GE*2', 'GE*1'));
		expect(writtenText(itemsOf(file))).toBe(file);
		expect(writtenText(itemsOf(file).reverse())).toBe(file);
	});

	test('stands once in the JSON', () => {
		const strays = 'N1*BY~'.repeat(500);
		const sets = Array.from({ length: 500 }, (_, index) => set(String(index))).join(strays.slice(0, 6));
		const many = `${isa()}~${GS}~${sets}${strays}GE*500*1~${strays}IEA*1*000000001~`;
		const items = itemsOf(many);
		expect(JSON.stringify(items).length).toBeLessThan(many.length * 60);
		expect(writtenText(items)).toBe(many);
	});
});

test('an interchange that used the UNA of another one gets it where it stands alone', () => {
	const odd = (text: string) => text.replaceAll('+', '!').replaceAll(':', '|').replaceAll("'", '^');
	const first = `UNA|!.# ^${odd(orders(['BGM+22##0']))}`;
	const second = odd(orders(['BGM+22##0+2?+9']));
	const items = itemsOf(`${first}\n${second}`);
	expect(items).toHaveLength(2);
	expect(writtenText(items)).toBe(`${first}\nUNA|!.# ^${second}`);
	const alone = writtenText([items[1]]).replace(/^\n/, '');
	expect(alone).toBe(`UNA|!.# ^${second}`);
	expect(itemsOf(alone)[0].segments).toEqual(items[1].segments);
});

test('a file in UTF-16 keeps its coding when a letter is added', () => {
	const [item] = jsonOf(Buffer.from(`\ufeff${orders(['BGM+220'])}`, 'utf16le')) as Item[];
	item.segments[1][2] = 'Müller';
	expect(written([item]).toString('utf16le')).toContain("BGM+220+Müller'");
});
