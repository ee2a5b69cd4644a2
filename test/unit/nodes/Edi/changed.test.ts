import { NotWritable } from '../../../../nodes/Edi/interchange/notWritable';
import { bytes, GS, isa, jsonOf, order, orders, UNB, written, writtenText } from './files';

/** An item of Read, as a Code node gets it. */
type Item = ReturnType<typeof JSON.parse>;
const itemsOf = (file: string | Buffer): Item[] => jsonOf(file);
const itemOf = (file: string | Buffer): Item => itemsOf(file)[0]!;

/** What an order in X12 becomes when its item is changed. */
function changed(change: (item: Item) => void, file: string | Buffer = order(['BEG*00*SA*PO-1'])): string {
	const item = itemOf(file);
	change(item);
	return writtenText([item]);
}

describe('an item without its order is refused', () => {
	test.each<[string, string, (item: Item) => void]>([
		['X12 without segments', order(['BEG*00']), (item) => delete item.segments],
		['EDIFACT without segments', orders(['BGM+220']), (item) => delete item.segments],
		['no segment left', order(['BEG*00']), (item) => (item.segments = [])],
	])('%s', (_, file, change) => {
		expect(() => changed(change, file)).toThrow(/^segments is missing.*Include Segments/);
	});

	test.each([{ messages: [] }, { interchanges: [] }, []])('%j', (json) => {
		expect(() => writtenText([json])).toThrow(/is .*empty/);
	});
});

describe('what is changed beside the segments is refused, with the element that is meant', () => {
	test.each<[string, (item: Item) => void, RegExp]>([
		[
			'sender',
			(item) => (item.sender.id = 'OTHER'),
			/^sender\.id is “OTHER”.*“ACME”.*interchange\.header\[0\]\[6\]/,
		],
		['receiver', (item) => (item.receiver.qualifier = '12'), /receiver\.qualifier.*header\[0\]\[7\]/],
		['group of the receiver', (item) => (item.receiver.groupId = 'X'), /group\.header\[0\]\[3\]/],
		['test', (item) => (item.test = true), /^test is “true”.*interchange\.header\[0\]\[15\]/],
		['type', (item) => (item.type = '855'), /^type is “855”.*segments\[0\]\[1\]/],
		['control number', (item) => (item.controlNumber = '77'), /^controlNumber is “77”.*segments\[0\]\[2\]/],
		[
			'number of the interchange',
			(item) => (item.interchange.controlNumber = '000000099'),
			/interchange\.header\[0\]\[13\]/,
		],
		['number of the group', (item) => (item.group.controlNumber = '55'), /group\.header\[0\]\[6\]/],
		['trailer', (item) => (item.interchange.trailer[0][2] = '9'), /^interchange\.trailer\[0\]\[2\] is “9”/],
		[
			'ISA16',
			(item) => ((item.interchange.header[0][16] = '^'), (item.interchange.header[0][6] = 'A')),
			/\[16\]/,
		],
	])('%s', (_, change, message) => {
		expect(() => changed(change)).toThrow(message);
	});

	test('in EDIFACT', () => {
		const change = (item: Item) => (item.sender.id = 'OTHER');
		expect(() => changed(change, orders(['BGM+220']))).toThrow(/sender\.id.*interchange\.header\[0\]\[2\]/);
	});

	test('changing the header is enough', () => {
		const text = changed((item) => {
			item.interchange.header[0][6] = 'OTHER';
			item.interchange.header[0][13] = '42';
			item.segments[0][2] = '77';
		});
		expect(text).toBe(
			order(['BEG*00*SA*PO-1'], '~', isa({ 6: 'OTHER'.padEnd(15), 13: '000000042' }))
				.replace('ST*850*0001', 'ST*850*77')
				.replace('SE*3*0001', 'SE*3*77')
				.replace('IEA*1*000000001', 'IEA*1*000000042'),
		);
	});

	test('both may be changed alike', () => {
		const text = changed((item) => {
			item.sender.id = 'OTHER';
			item.interchange.header[0][6] = 'OTHER';
		});
		expect(text).toContain('*OTHER          *');
	});
});

describe('what is written is read back whole', () => {
	const bare = (...segments: unknown[]) => ({ standard: 'X12', segments });
	test.each<[string, unknown[][]]>([
		['a trailer of a group amid the message', [['GE', '1', '1']]],
		['the trailer of the interchange amid the message', [['IEA', '1', '000000001']]],
		['line breaks that look like those of a wrapped file', [['MSG', 'one\ntwo\nthree']]],
		['a header amid the message', [['ST', '850', '2']]],
	])('%s is refused', (_, segments) => {
		expect(() => changed((item) => item.segments.splice(2, 9, ...segments))).toThrow();
	});

	test('a separator in a message without an interchange is refused', () => {
		const json = bare(['ST', '850', '1'], ['REF', ...Array<string>(10).fill('x'), '~']);
		expect(() => writtenText([json])).toThrow(/segments\[1\]\[11\] contains “~”/);
	});

	test('two sets in one message are refused', () => {
		expect(() => writtenText([bare(['ST', '850', '1'], ['ST', 'x'])])).toThrow();
	});

	test('a group that would occur twice is refused', () => {
		const [item] = itemsOf(order(['BEG*00']));
		const copy = {
			...structuredClone(item!),
			syntax: undefined,
			group: { header: [[...GS.split('*')], ['X']] },
		};
		expect(() => writtenText([item, copy])).toThrow();
	});
});

describe('the character set', () => {
	const latin = bytes(orders(['NAD+BY+++M\xfcller']));

	test('follows what UNB says', () => {
		const text = changed((item) => (item.interchange.header[0][1] = ['UNOY', '3']), latin);
		expect(text).toContain('UNB+UNOY:3');
		expect(text).toContain('M\xc3\xbcller');
	});

	test.each<[string, (item: Item) => void]>([
		['edited alone', (item) => (item.syntax.characterSet = 'UTF-8')],
		['of UTF-16, edited alone', (item) => (item.syntax.characterSet = 'ISO 8859-2')],
	])('%s is refused', (name, change) => {
		const item = itemOf(
			name.includes('16') ? Buffer.from(`\ufeff${orders(['NAD+BY+++Müller'])}`, 'utf16le') : latin,
		);
		change(item);
		expect(() => writtenText([item])).toThrow(/^syntax\.characterSet is “/);
	});

	test('edited alone is refused if only UNB has such a letter, too', () => {
		const item = itemOf(bytes(orders(['BGM+220'], "'", UNB.replace('ACME', 'M\xfcller'))));
		item.syntax.characterSet = 'UTF-8';
		expect(() => writtenText([item])).toThrow(
			/^syntax\.characterSet is “UTF-8”, and interchange\.header\[0\]\[1\] says UNOC/,
		);
	});

	test('edited in X12 is the one that is written', () => {
		const item = itemOf(bytes(order(['N1*BY*M\xfcller'])));
		item.syntax.characterSet = 'UTF-8';
		expect(writtenText([item])).toBe(order(['N1*BY*M\xc3\xbcller']));
	});

	test('may be edited together with UNB', () => {
		const item = itemOf(latin);
		item.syntax.characterSet = 'UTF-8';
		item.interchange.header[0][1][0] = item.interchange.syntaxIdentifier = 'UNOY';
		expect(writtenText([item])).toContain('M\xc3\xbcller');
	});

	test('that UNB does not name stays if a segment is changed', () => {
		const utf8 = Buffer.from(orders(['NAD+BY+++Müller']), 'utf8');
		const item = itemOf(utf8);
		item.segments[1][1] = 'SU';
		item.syntax.before = undefined;
		expect(written([item]).toString('utf8')).toBe(orders(['NAD+SU+++Müller']));
	});

	test.each(['UTF-16', 5])('UTF-16 as %j is refused', (utf16) => {
		const item = itemOf(Buffer.from(`\ufeff${order([])}`, 'utf16le'));
		item.syntax.utf16 = utf16;
		expect(() => writtenText([item])).toThrow(/^syntax\.utf16 is “.*”, not UTF-16LE or UTF-16BE/);
	});

	test('UTF-16 that is removed gives UTF-8, unless UNB says something else', () => {
		const inUtf16 = (text: string) => {
			const item = itemOf(Buffer.from(text, 'utf16le'));
			delete item.syntax.utf16;
			return item;
		};
		expect(written([inUtf16(order(['N1*BY*Müller']))]).toString('utf8')).toBe(order(['N1*BY*Müller']));
		expect(() => written([inUtf16(orders(['NAD+BY+++Müller']))])).toThrow(/^syntax\.characterSet is “UTF-8”/);
	});

	test('that is chosen has to be the one that UNB says', () => {
		const item = itemOf(latin);
		expect(() => writtenText([item], { characterSet: 'UTF-8' })).toThrow(
			/interchange\.header\[0\]\[1\] says UNOC, which is ISO 8859-1, and “Encoding” is UTF-8/,
		);
	});

	test('has no letters that UNB does not allow', () => {
		const change = (item: Item) => (item.segments[1][2] = 'ü');
		expect(() => changed(change, orders(['BGM+220'], "'", UNB.replace('UNOC', 'UNOA')))).toThrow(
			/segments\[1\]\[2\] contains “ü”, which the character set ASCII doesn't have/,
		);
	});

	test('of a file in UTF-16 gives way to another', () => {
		const item = itemOf(Buffer.from(`\ufeff${order(['N1*BY*Müller'])}`, 'utf16le'));
		expect(writtenText([item], { characterSet: 'ISO 8859-1' })).toContain('N1*BY*M\xfcller~');
	});
});

describe('what Read says of the syntax', () => {
	const odd = orders(['BGM+220+PO-1'], '^', `UNA:+.? ^${UNB}`);

	test.each<[string, string, (item: Item) => void, RegExp]>([
		['UNA with other separators', odd, (item) => (item.syntax.una = "UNA|+.? '"), /syntax\.una isn't UNA/],
		['UNA that is no text', odd, (item) => (item.syntax.una = 5), /syntax\.una is no text/],
		['before', odd, (item) => (item.syntax.before = {}), /syntax\.before is no text/],
		['after', odd, (item) => (item.syntax.after = {}), /syntax\.after is no text/],
		[
			'raw',
			odd,
			(item) => (item.syntax.messageLayout.raw = { 1: 5 }),
			/syntax\.messageLayout\.raw is no object/,
		],
		[
			'a terminator that is not the ending',
			order(['BEG*00']),
			(item) => (item.syntax.delimiters.segment = "'"),
			/syntax\.ending doesn't begin with the segment terminator/,
		],
	])('%s is refused if it does not fit', (_, file, change, message) => {
		expect(() => changed(change, file)).toThrow(message);
	});

	test('UNA comes again where the separators need it', () => {
		const strange = odd.replace('UNA:+.? ^', 'UNA:+.# ^').replaceAll('+', '!').replaceAll(':', '|');
		expect(changed((item) => delete item.syntax.una, strange)).toBe(strange);
	});
});

describe('text around an interchange', () => {
	const file = `From: A\n${order(['BEG*00'])}-- \nA`;
	const around = (text: string, name: string, of = file) => changed((item) => (item.syntax[name] = text), of);

	test('may be changed and removed', () => {
		expect(around('Dear B,\n', 'before')).toBe(file.replace('From: A\n', 'Dear B,\n'));
		expect(around('\x1a', 'after')).toBe(file.replace('-- \nA', '\x1a'));
		expect(changed((item) => (delete item.syntax.before, delete item.syntax.after), file)).toBe(
			order(['BEG*00']),
		);
	});

	test.each([
		['before', order([])],
		['after', order([])],
		['after', `\n${orders([])}`],
		['before', 'X'],
		['before', "UNA:+.? '"],
		['before', 'GS*PO*A*B*20260507*1230*1*X*004010~ST*850*1~'],
		['after', 'ISA*00*'],
	])('%s is refused if it would be read as an interchange: %j', (name, text) => {
		const of = text.startsWith('UNA') ? `From: A\n${orders(['BGM+220'])}` : file;
		expect(() => around(text, name, of)).toThrow(
			`syntax.${name} would be read as part of an interchange, or as one of its own`,
		);
	});

	test.each(['before', 'after'])('%s is refused if it is in another character set', (name) => {
		const utf8 = Buffer.from(`Grüße\n${order(['N1*BY*Müller'])}Grüße`, 'utf8').toString('latin1');
		expect(changed(() => undefined, bytes(utf8))).toBe(utf8);
		expect(() => changed((item) => (item.syntax[name] = 'M\xfcller\n'), bytes(utf8))).toThrow(
			`syntax.${name} contains bytes that are no characters of UTF-8`,
		);
	});

	test('that was read may be anything', () => {
		const odd = `${order([])}ISA, MC, AMEX \xfc\n${orders(['BGM+220'])}ISA*00\n`;
		expect(writtenText(itemsOf(odd))).toBe(odd);
	});

	test.each(['\x1a', '\0\0\0', '\r\n\x1a', '\n\n'])(
		'filler at the end (%j) stays when counts are made anew',
		(filler) => {
			for (const end of ['', filler])
				expect(
					changed(
						(item) => item.segments.splice(1, 0, ['REF', 'A']),
						`${order(['BEG*00']).replace('~GE', `~${end}GE`)}${filler}`,
					),
				).toBe(`${order(['REF*A', 'BEG*00'])}${filler}`);
			expect(changed((item) => item.segments.pop(), `${orders(['BGM+220'])}${filler}`)).toBe(
				`${orders(['BGM+220'])}${filler}`,
			);
		},
	);

	test('filler stays after a terminator that was missing', () => {
		const broken = `${order(['BEG*00']).slice(0, -1)}\n\x1a`;
		expect(changed((item) => (item.segments[1][1] = '01'), broken)).toBe(`${order(['BEG*01'])}\n\x1a`);
	});

	test('filler stays after a group, too', () => {
		const odd = order(['BEG*00']).replace('~IEA', '~\0\0IEA');
		expect(changed((item) => (item.segments[1][1] = '01'), odd)).toBe(odd.replace('BEG*00', 'BEG*01'));
	});

	test('what is no filler at the end is not taken from the JSON', () => {
		const change = (item: Item) => {
			item.segments[1][1] = '01';
			item.syntax.interchangeLayout.trailer.ends = { 0: '~GARBAGE' };
		};
		expect(changed(change, `${order(['BEG*00'])}\x1a`)).toBe(order(['BEG*01']));
	});
});

describe('a package', () => {
	const packaged = (uno: string, object: string, unp: string) =>
		`${UNB}'UNO+${uno}'${object}UNP+${unp}'UNZ+1+REF1'`;
	const file = bytes(packaged('1+A:1+B+5:0', "ab'+\xff", '5+1'));

	test('whose header is changed keeps its object, and its trailer follows', () =>
		expect(changed((item) => (item.segments[0][1] = '7'), file)).toBe(
			packaged('7+A:1+B+5:0', "ab'+\xff", '5+7'),
		));

	test('whose object is changed gets its length', () =>
		expect(changed((item) => (item.segments[1][1] = "it's"), file)).toBe(
			packaged('1+A:1+B+4:0', "it's", '4+1'),
		));

	test('whose length is changed gets the right one', () => {
		const change = (item: Item) => ((item.segments[0][4][0] = '9'), (item.segments[2][1] = '9'));
		expect(changed(change, file)).toBe(file.toString('latin1'));
	});

	test('with bytes that are no characters keeps them', () => {
		const utf8 = bytes(packaged('1+A:1+B+5:0', "ab'+\xff", '5+1').replace('UNOC', 'UNOY'));
		expect(changed((item) => (item.segments[0][1] = '7'), utf8)).toContain("'ab'+\xffUNP+5+7'");
	});

	test.each<[string, (item: Item) => void, string]>([
		['without its object', (item) => item.segments.splice(1, 1), 'segments are no package'],
		['without UNP', (item) => item.segments.pop(), 'segments are no package'],
		['without a reference', (item) => (item.segments[0][1] = ''), 'segments[0][1] is empty'],
		['without a length', (item) => (item.segments[0].length = 4), 'segments[0][4] is empty'],
		['with a letter that UNOC lacks', (item) => (item.segments[1][1] = '北'), 'segments[1][1] contains “北”'],
		[
			'with segments before the object that UNO does not count',
			(item) => item.segments.splice(1, 0, ['FTX', 'A']),
			'segments',
		],
	])('%s is refused', (_, change, message) => {
		expect(() => changed(change, file)).toThrow(NotWritable);
		expect(() => changed(change, file)).toThrow(message);
	});
});

describe('bytes that are no characters', () => {
	const inUtf16 = (text: string) => Buffer.from(text, 'utf16le');
	const half = order(['N1*BY*x\ud83dy', 'REF*DP']).replace('ACMEPO', 'A\ud83d');

	test('survive a change of another segment', () => {
		const korean = orders(['NAD+BY+++x\xffy', 'NAD+SU+++\xb0\xa1'], "'", UNB.replace('UNOC', 'KECA'));
		expect(changed((item) => (item.segments[2][1] = 'ST'), korean)).toBe(korean.replace('NAD+SU', 'NAD+ST'));
	});

	test.each<[string, (item: Item) => unknown[]]>([
		['segments[1]', (item) => item.segments[1]],
		['group.header[0]', (item) => item.group.header[0]],
	])('are refused in %s where they would be lost', (path, segment) => {
		const item = itemOf(inUtf16(half));
		segment(item)[1] = '01';
		expect(() => written([item])).toThrow(
			/ was .*read with bytes that are no characters of UTF-8, which would be lost/,
		);
		expect(() => written([item])).toThrow(`${path} `);
		segment(item).forEach((value, index, all) => (all[index] = String(value).replaceAll('\ufffd', '.')));
		delete item.sender;
		delete item.group.type;
		expect(written([item]).toString('utf16le')).toContain('...');
	});
});

describe('headers that are changed or made by hand are written strictly', () => {
	test.each<[string, string, string, (item: Item) => void]>([
		[
			'an empty qualifier',
			order([]),
			'interchange.header[0][5]',
			(item) => (item.interchange.header[0][5] = ''),
		],
		['a date', order([]), 'interchange.header[0][9]', (item) => (item.interchange.header[0][9] = '2026')],
		[
			'a control number',
			order([]),
			'interchange.header[0][13]',
			(item) => (item.interchange.header[0][13] = '12A'),
		],
		[
			'a short ISA',
			order([]),
			'interchange.header[0][12]',
			(item) => (item.interchange.header[0].length = 10),
		],
		['GS02', order([]), 'group.header[0][2]', (item) => (item.group.header[0][2] = 'A'.repeat(40))],
		['GS06', order([]), 'group.header[0][6]', (item) => (item.group.header[0][6] = 'ABC')],
		['ST02', order([]), 'segments[0][2]', (item) => (item.segments[0][2] = '1'.repeat(20))],
		['no sender', orders([]), 'interchange.header[0][2]', (item) => (item.interchange.header[0][2] = '')],
		[
			'UNB date',
			orders([]),
			'interchange.header[0][4][0]',
			(item) => (item.interchange.header[0][4][0] = '2026-05-07'),
		],
		[
			'UNB 0020',
			orders([]),
			'interchange.header[0][5]',
			(item) => (item.interchange.header[0][5] = '1'.repeat(40)),
		],
		['UNH 0065', orders([]), 'segments[0][2][0]', (item) => (item.segments[0][2][0] = '')],
		[
			'no GS',
			order([]),
			'group',
			(item) => (
				(item.group = null),
				delete item.syntax,
				(item.version = item.sender = item.receiver = null)
			),
		],
	])('%s', (_, file, path, change) => {
		let message = '';
		try {
			changed(change, file);
		} catch (error) {
			({ message } = error as Error);
		}
		expect(message.startsWith(`${path} `) && message).toBeTruthy();
	});

	test('as read, they stay as they are', () => {
		const file = order(['BEG*00'], '~', isa({ 5: '  ', 9: '2026  ' }));
		const text = changed((item) => (item.segments[1][1] = '01'), file);
		expect(text).toBe(file.replace('BEG*00', 'BEG*01'));
	});
});

test('a message with binary data can be changed, and its bytes are counted', () => {
	const file = order(['BGN*11*A', 'BIN*5*a*b~c', 'N1*BY']);
	expect(changed((item) => (item.segments[1][1] = '12'), file)).toBe(file.replace('BGN*11', 'BGN*12'));
	expect(changed((item) => (item.segments[2][2] = '~~'), file)).toContain('BIN*2*~~~N1');
});

test('the length of binary data is that of its bytes', () => {
	const utf8 = Buffer.from(order(['BIN*1*a', 'N1*BY*ü']), 'utf8');
	expect(changed((item) => (item.segments[1][2] = 'ü€'), utf8)).toContain('~BIN*5*\xc3\xbc\xe2\x82\xac~');
});

test('a trailer is added after a last segment without a terminator', () => {
	const broken = order(['BEG*00']).split('~GE')[0]!;
	expect(changed((item) => (item.interchange.header[0][15] = 'T'), broken)).toBe(
		order(['BEG*00'], '~', isa({ 15: 'T' })).replace('GE*1*1~', ''),
	);
});

test('what else a trailer holds stays', () => {
	const file = order(['BEG*00']).replace('GE*1*1', 'GE*1*1*X').replace('SE*3*0001', 'SE*3*0001*Y');
	expect(changed((item) => (item.segments[1][1] = '01'), file)).toBe(file.replace('BEG*00', 'BEG*01'));
});

test('nesting in a tag stays when a segment is inserted before, and is never lost', () => {
	const file = orders(['LIN:1+1++5:EN', 'QTY+21:5']);
	const insert = (item: Item) => item.segments.splice(1, 0, ['DTM', ['137', '20260507', '102']]);
	expect(changed(insert, file)).toContain("DTM+137:20260507:102'LIN:1+1++5:EN'QTY+21:5'");
	expect(() => changed((item) => (item.segments[1][1] = '2'), file)).toThrow(/segments\[1\].*nested/);
});

test('JSON may say the same in several ways', () => {
	const text = changed((item) => {
		const sparse = ['BEG', '00'];
		sparse[5] = '20260507';
		item.segments.splice(1, 1, sparse, ['N1', ['BY'], { repetitions: ['ACME'] }, []]);
	});
	expect(text).toContain('~BEG*00****20260507~N1*BY*ACME~');
});

test('a number takes the decimal mark of the interchange', () => {
	const file = orders(['QTY+21:5'], "'", `UNA:+,? '${UNB}`);
	expect(changed((item) => (item.segments[1][1][1] = 4.75), file)).toContain('QTY+21:4,75');
});

test('a changed message among many takes no more time than it has to', () => {
	const sets = Array.from(
		{ length: 2000 },
		(_, index) => `ST*850*${index}~BEG*00*${'x'.repeat(900)}~SE*3*${index}~`,
	);
	const items = itemsOf(`${isa()}~${GS}~${sets.join('')}GE*2000*1~IEA*1*000000001~`);
	items[0]!.segments[1][1] = '01';
	const start = process.cpuUsage();
	writtenText(items);
	expect(process.cpuUsage(start).user / 1000).toBeLessThan(4000);
});

test('needless release characters take no more time than they have to', () => {
	const file = orders(Array<string>(5000).fill('FTX+AAI+++a?.b'));
	const items = itemsOf(file);
	const start = process.cpuUsage();
	expect(writtenText(items)).toBe(file);
	expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000);
});
