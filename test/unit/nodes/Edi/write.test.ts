import { NotWritable } from '../../../../nodes/Edi/interchange/notWritable';
import type { Element, Segment } from '../../../../nodes/Edi/interchange/tree';
import { byInterchange, type InterchangeJson } from '../../../../nodes/Edi/json/grouped';
import { messagesOf, type MessageJson } from '../../../../nodes/Edi/json/messageJson';
import {
	codesOf,
	GS,
	isa,
	isa501,
	jsonOf,
	order,
	orders,
	read,
	rewritten,
	UNB,
	written,
	writtenText,
} from './files';

const UNG = 'UNG+ORDERS+A+B+260507:1230+7+UN+D:96A';

/** A file with one line for each segment, in which a segment is added to the first message. */
const withLine = (file: string): string =>
	rewritten(file, (segments) => void segments.splice(1, 0, ['N1', 'BY']));

const threeOrders = [
	...[isa(), GS, 'ST*850*0001', 'BEG*00*SA*1', 'SE*3*0001', 'ST*850*0002', 'BEG*00*SA*2', 'SE*3*0002'],
	...['GE*2*1', GS.replace('*1*X', '*2*X'), 'ST*850*0003', 'BEG*00*SA*3', 'SE*3*0003', 'GE*1*2'],
	...['IEA*2*000000001', ''],
].join('~\n');

/** The item that Read puts out for the interchange of a file. */
const asOne = (file: string): InterchangeJson[] =>
	JSON.parse(JSON.stringify(byInterchange(messagesOf(read(file))))) as InterchangeJson[];

/** The error that writing these segments between ST and SE, or UNH and UNT, gives. */
function refusal(file: string, ...body: unknown[][]): string {
	try {
		rewritten(file, (segments) => void segments.splice(1, segments.length - 2, ...(body as Segment[])));
	} catch (error) {
		expect(error).toBeInstanceOf(NotWritable);
		expect((error as Error).message).toContain((error as NotWritable).path);
		return (error as Error).message;
	}
	return 'written';
}

describe('a message that is changed', () => {
	test('gets its number of segments, and the references of its header, in X12', () => {
		const file = order(['BEG*00*SA*PO-1']).replace('SE*3*0001', 'SE*9*0009');
		expect(withLine(file)).toBe(order(['N1*BY', 'BEG*00*SA*PO-1']));
	});

	test('gets them in EDIFACT', () => {
		const file = orders(['BGM+220']).replace('UNT+3+1', 'UNT+9+9').replace('UNZ+1+REF1', 'UNZ+9+REF9');
		expect(rewritten(file, (segments) => void segments.push(segments.pop()!))).toBe(file);
		expect(rewritten(file, (segments) => void segments.splice(1, 1))).toBe(orders([]));
	});

	test('gets a trailer if it has none', () => {
		const file = order(['BEG*00']).replace('SE*3*0001~', '');
		expect(withLine(file)).toBe(order(['N1*BY', 'BEG*00']));
	});

	test('keeps what the others have, faults included', () => {
		const file = threeOrders.replace('SE*3*0002', 'SE*8*2').replace('BEG*00*SA*2', 'BEG*00*SA*2*');
		expect(withLine(file)).toBe(
			file.replace('BEG*00*SA*1', 'N1*BY~\nBEG*00*SA*1').replace('SE*3*0001', 'SE*4*0001'),
		);
	});

	test('gives a missing GE and IEA, too', () => {
		const file = order(['BEG*00']).replace('GE*1*1~IEA*1*000000001~', '');
		expect(withLine(file)).toBe(order(['N1*BY', 'BEG*00']));
	});

	test('corrects wrong counts and references around it', () => {
		const file = order([]).replace('GE*1*1', 'GE*7*8').replace('IEA*1*000000001', 'IEA*7*9');
		expect(codesOf(withLine(file))).toEqual([]);
	});

	test('keeps the line breaks of the file', () => {
		const file = order(['BEG*00'], '~\r\n');
		expect(withLine(file)).toBe(order(['N1*BY', 'BEG*00'], '~\r\n'));
	});

	test('is not wrapped any more', () => {
		const file = order([`N2*${'ACME '.repeat(30)}X`]).replace(/[^]{80}/g, '$&\r\n');
		const header = file.slice(0, file.indexOf('ST*'));
		expect(withLine(file)).toContain(`~N1*BY~N2*${'ACME '.repeat(30)}X~`);
		expect(withLine(file).startsWith(header)).toBe(true);
	});

	test('loses needless release characters', () => {
		const file = orders(['FTX+AAI+++5?.5', 'BGM+220']);
		expect(writtenText(jsonOf(file))).toBe(file);
		expect(rewritten(file, (segments) => void (segments[2]![1] = '221'))).toContain("FTX+AAI+++5.5'");
	});

	test('keeps the nesting in its tags', () => {
		const file = orders(['LIN:1+1', 'QTY:1:1+21:5']);
		expect(rewritten(file, (segments) => void segments.splice(3, 0, ['PRI', ['AAA', '9']]))).toBe(
			orders(['LIN:1+1', 'QTY:1:1+21:5', 'PRI+AAA:9']),
		);
		expect(() => rewritten(file, (segments) => void (segments[1]![1] = '2'))).toThrow(
			/segments\[1\].*nested/,
		);
	});

	test('keeps its characters', () => {
		const file = orders(['NAD+BY+++M\xfcller?+S\xf6hne']);
		expect(rewritten(file, (segments) => void (segments[1]![1] = 'SU'))).toBe(
			orders(['NAD+SU+++M\xfcller?+S\xf6hne']),
		);
	});
});

describe('an interchange whose header is changed', () => {
	test('has an ISA of 106 characters, and its number in IEA', () => {
		const [item] = jsonOf(order([]));
		Object.assign(item!.interchange!.header[0]!, { 6: 'ME', 13: '42' });
		expect(writtenText([item])).toBe(
			order([], '~', isa({ 6: 'ME'.padEnd(15), 13: '000000042' })).replace(
				'IEA*1*000000001',
				'IEA*1*000000042',
			),
		);
	});

	test.each([
		[11, 'U'],
		[16, ':'],
	])('has the separators of the file in ISA11 and ISA16: ISA%i can not become “%s”', (element, value) => {
		const [item] = jsonOf(order(['N1*BY*A>B'], '~', isa501()));
		item!.interchange!.header[0]![element] = value;
		expect(() => writtenText([item])).toThrow(
			`interchange.header[0][${element}] is “${value}”, not the separator`,
		);
	});

	test('may have separators of several bytes', () => {
		const file = Buffer.from(
			order(['PO1*1>2'], '~', isa501()).replace(/[*>^~]/g, (each) => '§¦€…'['*>^~'.indexOf(each)]!),
		);
		const [item] = jsonOf(file);
		item!.interchange!.header[0]![15] = 'T';
		expect(written([item]).toString()).toBe(file.toString().replace('§P§', '§T§'));
	});

	test('refuses a value that ISA has no room for', () => {
		const [item] = jsonOf(order([]));
		item!.interchange!.header[0]![6] = 'ACME SUPPLY COMPANY';
		expect(() => written([item])).toThrow('interchange.header[0][6] has 19 characters; ISA has room for 15');
	});

	test('has the reference of UNB in UNZ, and that of UNG in UNE', () => {
		const file = [UNB, UNG, 'UNH+1+ORDERS:D:96A:UN', 'UNT+2+1', 'UNE+1+7', 'UNZ+1+REF1', ''].join("'");
		const [item] = jsonOf(file);
		item!.interchange!.header[0]![5] = 'REF2';
		item!.group!.header[0]![5] = '8';
		expect(writtenText([item])).toBe(
			file.replaceAll('REF1', 'REF2').replace('+7+', '+8+').replace('+1+7', '+1+8'),
		);
	});
});

describe('values', () => {
	const x12 = order(['N1*BY']);
	const edifact = orders(['FTX+AAI'], "'", UNB.replace('UNOC', 'UNOA'));

	test.each<[unknown, string]>([
		[null, 'N1**BY'],
		[undefined, 'N1**BY'],
		[12.5, 'N1*12.5*BY'],
		[0, 'N1*0*BY'],
		[-3, 'N1*-3*BY'],
		[[], 'N1**BY'],
		[['A'], 'N1*A*BY'],
		[['A', 1, null], 'N1*A>1*BY'],
		[[null, 'B'], 'N1*>B*BY'],
		[{ repetitions: ['A'] }, 'N1*A*BY'],
		[{ repetitions: [['A', 'B']] }, 'N1*A>B*BY'],
	])('%j is written as %s', (value, text) =>
		expect(rewritten(x12, (segments) => void segments.splice(1, 1, ['N1', value as Element, 'BY']))).toBe(
			order([text]),
		),
	);

	test.each<[unknown, string]>([
		[true, 'segments[1][1] is of type boolean, not text'],
		[{}, 'segments[1][1] is an object without “repetitions”, the list of its values'],
		[{ repetitions: [] }, 'segments[1][1] is an object without “repetitions”, the list of its values'],
		[{ repetitions: [{ a: 1 }] }, 'segments[1][1].repetitions[0] is of type object, not text'],
		[[['A']], 'segments[1][1][0] is a list, not text'],
		[1e21, 'segments[1][1] is the number 1e+21, which needs an exponent or is none. Give it as text'],
		[['A', false], 'segments[1][1][1] is of type boolean, not text'],
	])('%j is refused with its place', (value, message) => expect(refusal(x12, ['N1', value])).toBe(message));

	test.each(['*', '>', '~', '\n'])('%j in X12 data is refused if it separates', (separator) => {
		const file = separator === '\n' ? order([], '\n') : x12;
		const found = refusal(file, ['N1', 'BY', ['A', `A${separator}B`]]);
		expect(found).toMatch(/^segments\[1\]\[2\]\[1\] contains/);
	});

	test.each(['*', '>', '~'])('%s alone in an eleventh element of X12 data is refused, too', (separator) =>
		expect(refusal(x12, ['N1', ...Array<string>(10).fill(''), separator])).toMatch(
			/segments\[1\]\[11\] contains/,
		),
	);

	test('characters that the set lacks are refused with their place', () => {
		expect(refusal(edifact, ['FTX', 'AAI', ['x', 'Müller']])).toBe(
			"segments[1][2][1] contains “ü”, which the character set ASCII doesn't have",
		);
		expect(refusal(edifact, ['FTX', 'a\ud83d'])).toMatch(/^segments\[1\]\[1\] contains U\+D83D/);
	});

	test('another character set may be chosen', () => {
		const items = jsonOf(order(['N1*BY*M\xfcller']));
		expect(written(items, { characterSet: 'UTF-8' }).toString('utf8')).toContain('N1*BY*Müller~');
	});

	test('repetitions are refused where the interchange has no separator for them', () => {
		expect(refusal(x12, ['N1', { repetitions: ['A', 'B'] }])).toBe(
			'segments[1][1] is repeated, and the interchange has no repetition separator',
		);
		expect(refusal(edifact, ['FTX', { repetitions: ['A', 'B'] }])).toMatch(/segments\[1\]\[1\] is repeated/);
	});

	test('components are refused where the interchange has no separator for them', () =>
		expect(refusal(order([], '~', isa({ 16: 'A' })), ['N1', ['A', 'B']])).toBe(
			'segments[1][1] has components, and the interchange has no component separator',
		));

	test.each<[unknown[], string]>([
		[[[]], 'segments[1] is no segment: a list with the tag and the elements'],
		[['N1'], 'segments[1] is no segment: a list with the tag and the elements'],
		[[[7, 'A']], 'segments[1][0] is no segment tag'],
	])('%j is no segment', (list, message) => {
		const [item] = jsonOf(x12);
		item!.segments!.splice(1, 1, ...(list as Segment[]));
		expect(() => written([item])).toThrow(message);
	});

	test('a segment that would end the message is refused', () =>
		expect(refusal(x12, ['N1', 'BY'], ['SE', '3', '0001'], ['N1', 'ST'])).toBe(
			'segments[3] stands behind SE. Put it in front of SE',
		));

	test.each([
		['a text', 'JSON is no object'],
		[{ messages: [7] }, 'messages[0] is no object'],
		[{ interchanges: [7] }, 'interchanges[0] is no object'],
		[{}, 'standard is neither “X12” nor “EDIFACT”'],
		[{ standard: 'X12' }, 'segments is missing, so that the message would be lost'],
		[{ standard: 'X12', segments: [] }, 'segments is empty, and there is no interchange around it'],
		[{ standard: 'X12', segments: 'ST*850' }, 'segments is no list of segments'],
	])('%j can not be written', (item, message) => expect(() => written([item])).toThrow(message));
});

describe('an interchange of your own', () => {
	const header = isa().split('*');
	const group = { header: [GS.split('*')], trailer: [] };

	test('takes nothing but its segments', () =>
		expect(
			writtenText([
				{
					standard: 'X12',
					interchange: { header: [header] },
					group,
					segments: [
						['ST', '850', '0001'],
						['BEG', '00'],
					],
				},
			]),
		).toBe(order(['BEG*00'])));

	test('has the usual separators of EDIFACT, and the character set that UNB names', () =>
		expect(
			writtenText([
				{
					interchange: {
						header: [['UNB', ['UNOC', '3'], ['ACME', '14'], ['GIANT', '14'], ['260507', '1230'], 'REF1']],
					},
					segments: [
						['UNH', '1', ['ORDERS', 'D', '96A', 'UN']],
						['FTX', 'AAI', '', '', "Müller's: 1+1?"],
					],
				},
			]),
		).toBe(orders(["FTX+AAI+++M\xfcller?'s?: 1?+1??"])));
});

describe('items from one interchange', () => {
	const items = (): MessageJson[] => jsonOf(threeOrders);

	test('become that interchange again', () => expect(writtenText(items())).toBe(threeOrders));

	test('without one of them, have new counts', () =>
		expect(writtenText([items()[0], items()[2]])).toBe(
			threeOrders.replace('ST*850*0002~\nBEG*00*SA*2~\nSE*3*0002~\n', '').replace('GE*2*1', 'GE*1*1'),
		));

	test('without a group, have new counts', () =>
		expect(writtenText(items().slice(0, 2))).toBe(
			threeOrders
				.replace(/GS\*PO\*ACMEPO\*GIANT\*20260507\*1230\*2[^]*GE\*1\*2~\n/, '')
				.replace('IEA*2', 'IEA*1'),
		));

	test('one alone is an interchange', () => {
		const text = writtenText(items().slice(1, 2));
		expect(codesOf(text)).toEqual([]);
		expect(jsonOf(text).map(({ controlNumber }) => controlNumber)).toEqual(['0002']);
	});

	test('in another order, are one interchange in the order in which they were read', () => {
		const [first, second, third] = items();
		expect(writtenText([second, third, first])).toBe(threeOrders);
	});

	test('twice, are refused', () =>
		expect(() => writtenText([...items(), ...items()])).toThrow(
			/syntax says that this is message 1 of group 1/,
		));

	test('in another order inside of one item, are in the order in which they were read', () => {
		const [all] = asOne(threeOrders);
		all!.messages.reverse();
		expect(writtenText([all])).toBe(threeOrders);
	});

	test('of two interchanges, become two', () => {
		const file = `${order(['BEG*00'])}\r\n${orders(['BGM+220'])}\r\n`;
		expect(writtenText(jsonOf(file))).toBe(file);
	});

	test('a path in an item of several messages leads to the message', () => {
		const [all] = asOne(threeOrders);
		all!.messages[1]!.segments![1]![1] = true as unknown as string;
		expect(() => written([all])).toThrow('messages[1].segments[1][1] is of type boolean, not text');
	});
});

describe('what can not be read back is not written', () => {
	test('a value that looks like the next interchange', () => {
		const file = order(['N1*BY'], '\n');
		const found = refusal(file, ['N1', `BY\r`]);
		expect(found).toMatch(/segments\[1\] is read back differently/);
	});

	test('a tag with a blank in front of it', () =>
		expect(refusal(order([]), [' N1', 'BY'])).toMatch(/segments\[1\]/));
});

test('the file of a changed message in UTF-16 is in UTF-16', () => {
	const file = Buffer.from(`\ufeff${orders(['NAD+BY+++Müller'])}`, 'utf16le');
	const items = jsonOf(file);
	items[0]!.segments![1]![4] = 'Mühle';
	expect(written(items).toString('utf16le')).toBe(`\ufeff${orders(['NAD+BY+++Mühle'])}`);
});
