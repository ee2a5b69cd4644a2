import { bytes, GS, isa, jsonOf, order, orders, UNB, writtenText } from './files';

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
		['line breaks that look like those of a wrapped file', [['MSG', 'one\ntwo']]],
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
