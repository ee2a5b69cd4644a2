import { GS, isa, jsonOf, order, orders, UNB } from './files';
import { split, write, type Parameters } from './node';

const set = (number: string): string => `ST*850*${number}~BEG*00*SA*PO-${number}~SE*3*${number}~`;
const ta1 = 'TA1*000000007*260506*1200*A*000~';
const group2 = GS.replace('*1*X', '*2*X');
const file = `${isa()}~${ta1}${GS}~${set('0001')}${set('0002')}GE*2*1~${group2}~GE*0*2~IEA*2*000000001~`;
const numbered = (number: string): string =>
	order(['BEG*00'], '~', isa({ 13: number })).replace('000000001~', `${number}~`);

describe('Split into messages', () => {
	test('gives TA1 once, and the group without messages', async () => {
		const parts = await split(file, 'message');
		expect(parts.map(({ text }) => text!.includes(ta1))).toEqual([true, false, false]);
		expect(parts[2]!.text).toBe(`${isa()}~${group2}~GE*0*2~IEA*1*000000001~`);
	});

	test('gives each file a name of its own', async () => {
		const names = async (parameters?: Parameters) =>
			(await split(file, 'message', parameters)).map(({ fileName }) => fileName);
		expect(await names()).toEqual([
			'850-000000001-1-0001.edi',
			'850-000000001-1-0002.edi',
			'X12-000000001-2.edi',
		]);
		expect(await names({ options: { fileName: 'order.txt' } })).toEqual([
			'order-1.txt',
			'order-2.txt',
			'order-3.txt',
		]);
	});

	test('numbers the files of messages that have one number', async () => {
		const twice = order([]).replace('GE*1', 'ST*850*0001~SE*2*0001~GE*2');
		expect((await split(twice, 'message')).map(({ fileName }) => fileName)).toEqual([
			'850-000000001-0001.edi',
			'850-000000001-0001-2.edi',
		]);
	});

	test('keeps the plain name where there is one file', async () =>
		expect((await split(order([]), 'message')).map(({ fileName }) => fileName)).toEqual([
			'850-000000001.edi',
		]));
});

describe('Write with an interchange for each file', () => {
	const batch = { batch: 'interchange' };
	const items = [jsonOf(numbered('000000055'))[0]!, jsonOf(numbered('000000001'))[0]!] as const;
	const bad = (): unknown => {
		const [item] = jsonOf(numbered('000000003'));
		item!.segments![1]![1] = 'x~y';
		return item;
	};

	test('each file is paired with its own items', async () => {
		const output = await write([...items], batch);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual([[{ item: 0 }], [{ item: 1 }]]);
	});

	test('an item that can not be written costs no other file, and the error is paired with it', async () => {
		const broken = { ...items[0], segments: ['x'] };
		for (const each of [bad(), broken]) {
			const output = await write([items[0], each, items[1]].slice(each === broken ? 1 : 0), batch);
			const place = each === broken ? 0 : 1;
			expect(output[place]!.error).toMatch(`items[${place}].segments[`);
			expect(output[place]!.pairedItem).toEqual({ item: place });
			expect(output.filter(({ text }) => text)).toHaveLength(place + 1);
		}
	});

	test('the same message twice is refused, and both items are named', async () => {
		const [output] = await write([items[0], items[0]], batch);
		expect(output!.error).toMatch(/^items\[1\]\.syntax .* items\[0\]\.syntax/);
	});
});

describe('files that would have one name are numbered', () => {
	const same = numbered('000000001');
	const names = async (output: Promise<{ fileName?: string | undefined }[]>) =>
		(await output).map(({ fileName }) => fileName);

	test('if several items are written', async () => {
		const items = [same, same, numbered('000000002'), same].map((each) => jsonOf(each)[0]);
		expect(await names(write(items))).toEqual([
			'850-000000001.edi',
			'850-000000001-2.edi',
			'850-000000002.edi',
			'850-000000001-3.edi',
		]);
	});

	test('if several files are split', async () =>
		expect(await names(split([same, same], 'message'))).toEqual([
			'850-000000001.edi',
			'850-000000001-2.edi',
		]));

	test('but no number gives a name that another one has', async () => {
		const named = [
			...Array<string>(2).fill(orders([], "'", UNB)),
			orders([], "'", UNB.replace('REF1', 'REF1-2')),
		];
		expect(await names(write(named.map((each) => jsonOf(each)[0])))).toEqual([
			'ORDERS-REF1.edi',
			'ORDERS-REF1-2.edi',
			'ORDERS-REF1-2-2.edi',
		]);
	});

	test('also where they differ in capitals only', async () => {
		const items = [orders([]), orders([], "'", UNB.replace('REF1', 'ref1'))].map((each) => jsonOf(each)[0]);
		expect(await names(write(items))).toEqual(['ORDERS-REF1.edi', 'ORDERS-ref1-2.edi']);
	});

	test('ten thousand of them take little time', async () => {
		const [item] = jsonOf(same);
		const files = await names(write(Array<unknown>(10_000).fill(item)));
		expect(new Set(files).size).toBe(10_000);
	});
});

test('Write gives the files of one interchange names of their own', async () => {
	const names = (await write(jsonOf(file))).map(({ fileName }) => fileName);
	expect(new Set(names).size).toBe(3);
});

describe('parameters', () => {
	const item = jsonOf(order([]))[0]!;

	test('a file name may be a number', async () =>
		expect((await write([item], { options: { fileName: 4711 } }))[0]!.fileName).toBe('4711'));

	test.each<[string, Parameters, RegExp]>([
		['a field that is no text', { outputPropertyName: {} }, /“Put Output File in Field” is no text/],
		['no JSON', { json: null }, /JSON is no object/],
		['an empty list', { json: [] }, /JSON is an empty list/],
		['an unknown encoding', { options: { encoding: 'toString' } }, /“Encoding” is “toString”/],
		['another one', { options: { encoding: 'latin1' } }, /“Encoding” is “latin1”/],
	])('%s is refused with its name', async (_, parameters, message) =>
		expect((await write([item], parameters))[0]!.error).toMatch(message),
	);

	test('a list of messages may be written', async () =>
		expect((await write([{}], { json: jsonOf(file), batch: 'interchange' }))[0]!.text).toBe(file));

	test('nested interchanges are no interchanges', async () => {
		let json: unknown = item;
		for (let depth = 0; depth < 20_000; depth++) json = { interchanges: [json] };
		expect((await write([{}], { json }))[0]!.error).toMatch(/standard is neither/);
	});
});
