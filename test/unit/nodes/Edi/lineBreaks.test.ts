import { codesOf, interchangeIn, jsonOf, order, orders, rewritten, writtenText } from './files';

const TEXT = 'FTX+AAI+++Main Street\nDoor 5';
const valueIn = (file: string) => interchangeIn(file).groups[0]!.messages[0]!.segments[1]![4];

describe('the only line break of a file', () => {
	test('in a value is data, and stays', () => {
		const file = orders([TEXT, 'BGM+1']);
		expect(valueIn(file)).toBe('Main Street\nDoor 5');
		expect(codesOf(file)).toEqual(['line-break-in-segment']);
		expect(rewritten(file, (segments) => void (segments[2]![1] = '2'))).toBe(file.replace('BGM+1', 'BGM+2'));
	});

	test.each([
		['80', 80, ''],
		['160', 160, ''],
		['80, behind a byte order mark', 80, '\xef\xbb\xbf'],
		['80, behind UNA', 80, "UNA:+.? '"],
		['80, behind another interchange', 80, `${orders(['BGM+1'])}\n`],
	])('at column %s is dropped', (_, column, before) => {
		const value = 'x'.repeat(120);
		const line = before.replace(/^[^]*\n|\xef\xbb\xbf/, '');
		const file = orders([`FTX+AAI+++${value}`]);
		const at = column - line.length;
		const messages = `${before}${file.slice(0, at)}\n${file.slice(at)}`;
		expect(codesOf(messages)).toContain('file-wrapped');
		expect(codesOf(messages)).not.toContain('line-break-in-segment');
	});

	test.each([79, 81, 159])('at column %d is kept', (column) => {
		const file = orders([`FTX+AAI+++${'x'.repeat(120)}`]);
		expect(codesOf(`${file.slice(0, column)}\r\n${file.slice(column)}`)).toEqual(['line-break-in-segment']);
	});
});

test('two line breaks inside of segments show a column', () => {
	const file = order([`MSG*${'x'.repeat(300)}`]).replace(/[^]{180}/g, '$&\n');
	expect(codesOf(file)).toEqual(['file-wrapped']);
});

test('of a wrapped file that is changed, no line break is left that would be data', () => {
	const plain = orders(['BGM+1', `FTX+AAI+++${'x'.repeat(40)}`]);
	const wrapped = plain.replace(/[^]{40}/g, '$&\n');
	expect(rewritten(wrapped, (segments) => void (segments[1]![1] = '2'))).toBe(
		plain.replace('BGM+1', 'BGM+2'),
	);
});

test('of a wrapped file whose header is changed, unchanged messages say the same', () => {
	const plain = order([`MSG*${'x'.repeat(40)}`]);
	const wrapped = plain.replace(/[^]{60}/g, '$&\n');
	const [item] = jsonOf(wrapped);
	item!.interchange!.header[0]![15] = 'T';
	const [again] = jsonOf(writtenText([item]));
	expect(again!.segments).toEqual(item!.segments);
	expect(again!.test).toBe(true);
});
