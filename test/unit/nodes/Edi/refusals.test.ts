import { GS, isa, jsonOf, order, orders, rewritten, UNB, writtenText } from './files';

/** An item of Read, as a Code node gets it. */
type Item = ReturnType<typeof JSON.parse>;

const inserted = (file: string, place: number, ...segments: unknown[]) =>
	rewritten(file, (all) => (all as unknown[]).splice(place, 0, ...segments));

describe('a segment in the wrong place is named', () => {
	test.each<[string, string, number, unknown, RegExp]>([
		[
			'behind SE',
			order(['BEG*1']),
			3,
			['N1', 'ST'],
			/^segments\[3\] stands behind SE\. Put it in front of SE/,
		],
		['behind UNT', orders(['BGM+1']), 3, ['FTX', '1'], /^segments\[3\] stands behind UNT\./],
		['UNT in the middle', orders(['BGM+1']), 1, ['UNT', '1'], /^segments\[2\] stands behind UNT\./],
		[
			'ST in the middle',
			order(['BEG*1']),
			2,
			['ST', '850', '2'],
			/^segments\[2\] is ST, which can't stand inside/,
		],
		[
			'GE in the middle',
			order(['BEG*1']),
			1,
			['GE', '1', '1'],
			/^segments\[1\] is GE, which can't stand inside/,
		],
		[
			'UNZ in the middle',
			orders(['BGM+1']),
			2,
			['UNZ', '1'],
			/^segments\[2\] is UNZ, which can't stand inside/,
		],
		[
			'without a tag',
			order(['BEG*1', 'N1*ST']),
			2,
			['', '1'],
			/^segments\[2\] would be written with an error/,
		],
		[
			'with text that is read as an interchange',
			orders(['BGM+1']),
			2,
			['FTX', 'AAI', '\nUNB+UNOC:3+'],
			/^segments\[2\] is read back differently/,
		],
	])('%s', (_, file, place, segment, message) =>
		expect(() => inserted(file, place, segment)).toThrow(message),
	);
});

test.each([1e-7, 1e21, NaN, Infinity])('the number %p is refused as one', (value) =>
	expect(() => rewritten(order(['BEG*1']), (segments) => ((segments[1] as unknown[])[1] = value))).toThrow(
		`segments[1][1] is the number ${value}, which needs an exponent or is none. Give it as text`,
	),
);

describe('separators in JSON are checked', () => {
	test.each<[string, Record<string, unknown>, RegExp]>([
		['no terminator', { element: '|' }, /^syntax\.delimiters\.segment is missing/],
		['no element separator', { segment: '~' }, /^syntax\.delimiters\.element is missing/],
		['none', { element: null, segment: '~' }, /^syntax\.delimiters\.element is missing/],
		['an empty terminator', { element: '*', segment: '' }, /^syntax\.delimiters\.segment is empty/],
		[
			'two characters',
			{ element: '**', segment: '~' },
			/^syntax\.delimiters\.element is “\*\*”, not one character/,
		],
		['an empty one', { element: '*', component: '', segment: '~' }, /delimiters\.component is “”, not one/],
		[
			'the same twice',
			{ element: '*', component: '*', segment: '~' },
			/^syntax\.delimiters\.component is the same character as syntax\.delimiters\.element/,
		],
	])('%s', (_, delimiters, message) => {
		const { standard, interchange, group, segments } = jsonOf(order(['BEG*1']))[0]!;
		const item = { standard, interchange, group, segments, syntax: { delimiters } };
		expect(() => writtenText([item])).toThrow(message);
	});

	test.each<[string, string]>([
		['twice the same in ISA', order(['BEG*1'], '~', isa({ 16: '~' }))],
		['twice the same in UNA', `UNA++.? '${UNB}'UNH+1+ORDERS'UNT+2+1'UNZ+1+REF1'`],
		['twice the same in front of UNH', "UNA++.? 'UNH+1+ORDERS'UNT+2+1'"],
		['a letter of two bytes', order(['BEG\xa71'.replace('\xa7', '*')], '\xc2\xa7')],
		['no terminator', isa()],
	])('but those that were read are written: %s', (_, file) => expect(writtenText(jsonOf(file))).toBe(file));
});

test('a copy without syntax joins its group, whatever item it follows', () => {
	const set = (number: string): string => `ST*850*${number}~SE*2*${number}~`;
	const fileOf = (...inFirst: string[]): string =>
		`${isa()}~${GS}~${inFirst.map(set).join('')}GE*${inFirst.length}*1~` +
		`${GS.replace('*1*X', '*2*X')}~${set('3')}GE*1*2~IEA*2*000000001~`;
	const [first, other] = jsonOf(fileOf('1')) as [Item, Item];
	const copy = { ...structuredClone(first), syntax: undefined, controlNumber: '2' };
	copy.segments[0][2] = '2';
	expect(writtenText([first, other, copy])).toBe(fileOf('1', '2'));
});
