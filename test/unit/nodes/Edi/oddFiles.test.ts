import { readFile } from '../../../../nodes/Edi/file/readFile';
import { bytes, GS, isa, issuesOf, order, orders, UNB } from './files';
import { itemsOf, roundTrip } from './items';

const alice = (changes = {}) => order([`BEG*00*SA*ALICE`], '~', isa({ 6: 'ALICE'.padEnd(15), ...changes }));
const bob = order(['BEG*00*SA*BOB'], '~', isa({ 6: 'BOB'.padEnd(15), 13: '000000002' }));

/** Who sent which order. */
const ordersIn = (file: string) =>
	itemsOf(file).map(({ sender, segments }) => [sender?.id, segments?.[1]?.slice(-1)[0]]);

describe('an interchange whose end is missing', () => {
	test.each([
		['its last terminator', `${alice().slice(0, -1)}\n${bob}`],
		['its last terminator, with CR LF', `${alice().slice(0, -1)}\r\n${bob}`],
		['everything after the order, with text behind', `${alice().split('GE*')[0]!}\nFile 2 of 2\n${bob}`],
	])('%s: the next one keeps its sender', (_, file) => {
		expect(ordersIn(file)).toEqual([
			['ALICE', 'ALICE'],
			['BOB', 'BOB'],
		]);
		expect(roundTrip(file)).toBe(file);
	});

	test('in EDIFACT, too', () => {
		const file = `${orders(['BGM+220+1']).slice(0, -1)}\n${orders(['BGM+220+2'], "'", UNB.replace('ACME', 'BOB'))}`;
		expect(ordersIn(file)).toEqual([
			['ACME', '1'],
			['BOB', '2'],
		]);
		expect(issuesOf(file).map(({ code }) => code)).toEqual(['segment-terminator-missing']);
		expect(roundTrip(file)).toBe(file);
	});
});

describe('an ISA', () => {
	test.each([
		['without ISA16, in lines', order(['BEG*00*SA*1'], '~\n', isa({ 16: '' }))],
		['without ISA16', order(['BEG*00*SA*1'], '~', isa({ 16: '' }))],
		[
			'without ISA16 and padding',
			order(['BEG*00*SA*1'], '~\n', 'ISA*00**00**ZZ*ACME*01*123456789*260507*1230*U*00401*1*0*P*'),
		],
	])('%s: the terminator is none of the separators', (_, file) => {
		const [item] = itemsOf(file);
		expect(item).toMatchObject({ type: '850', controlNumber: '0001', version: '004010' });
		expect(item!.segments![1]).toEqual(['BEG', '00', 'SA', '1']);
		expect(item!.issues.map(({ code }) => code)).toContain('separator-invalid');
		expect(roundTrip(file)).toBe(file);
	});

	test('whose sender contains the element separator keeps its fields, and says so', () => {
		const file = alice({ 6: 'AC*ME'.padEnd(15) });
		expect(itemsOf(file)[0]).toMatchObject({ sender: { id: 'AC*ME' }, receiver: { id: '123456789' } });
		expect(issuesOf(file)).toMatchObject([{ code: 'separator-invalid', element: 6 }]);
	});

	test('without padding, with a sender that ends in GS', () => {
		const file = order(['BEG*00*SA*1'], '~', 'ISA*00**00**ZZ*ACME-GS*01*B*260507*1230*U*00401*1*0*P*>');
		expect(itemsOf(file)[0]).toMatchObject({ type: '850', sender: { id: 'ACME-GS' }, receiver: { id: 'B' } });
	});

	test.each([15, 21, 35, 80, 105])('of a file wrapped at %d columns', (width) => {
		const file = order(['BEG*00*SA*PO-1', 'REF*DP*99']).replace(new RegExp(`.{${width}}`, 'gs'), '$&\n');
		expect(itemsOf(file)[0]).toMatchObject({ type: '850', sender: { id: 'ACME' }, valid: true });
		expect(itemsOf(file)[0]!.segments![1]).toEqual(['BEG', '00', 'SA', 'PO-1']);
		expect(issuesOf(file).map(({ code }) => code)).toContain('file-wrapped');
		expect(roundTrip(file)).toBe(file);
	});
});

test.each([20, 29, 58, 69, 75, 116, 138])(
	'a release character at the end of a line of %d columns',
	(width) => {
		const lines = ["FTX+AAI+++it?'s ?+ ?: ?? 100?'", 'BGM+220+1', `FTX+AAI+++${'x'.repeat(300)}`];
		const file = orders(lines).replace(new RegExp(`.{${width}}`, 'gs'), '$&\r\n');
		expect(itemsOf(file)[0]!.segments!.slice(1, 3)).toEqual([
			['FTX', 'AAI', '', '', "it's + : ? 100'", 'BGM+220+1'].slice(0, 5),
			['BGM', '220', '1'],
		]);
		expect(roundTrip(file)).toBe(file);
	},
);

describe('no interchange is invented', () => {
	test.each([
		['from text with commas', `${alice()}\nVISA, MC, AMEX\n`],
		['from a card', `${alice()}\nISA, MC, AMEX\n`],
		['from a second UNA', `UNA:+.? 'UNA:+.? '${orders(['BGM+220+1'])}`],
	])('%s', (_, file) => {
		expect(itemsOf(file)).toHaveLength(1);
		expect(issuesOf(file)).toMatchObject([{ code: 'text-outside-interchange', severity: 'warning' }]);
		expect(roundTrip(file)).toBe(file);
	});
});

test.each([
	['UNB', `${UNB}+`],
	['UNH', 'UNH+1+ORDERS:D:96A:UN+'],
])('%s without any terminator in 17 MB is one issue, and nothing hangs', (_, start) => {
	const file = readFile(bytes(start + 'x'.repeat(17_000_000)));
	expect(file.interchanges).toHaveLength(1);
	expect(file.interchanges[0]!.issues.map(({ code }) => code)).toContain('segment-too-long');
});

describe('characters', () => {
	test('of an interchange that nothing closes are not judged by the next one', () => {
		const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
		const file =
			utf8(alice().replace('*SA*ALICE', '*SA*Müller').split('GE*')[0]!) +
			bob.replace('BOB*', 'B\xd6B*').replace('*SA*BOB', '*SA*B\xd6B');
		expect(ordersIn(file).map(([, text]) => text)).toEqual(['Müller', 'BÖB']);
		expect(roundTrip(file)).toBe(file);
	});

	test('that escape sequences switch are kept, and an issue says so', () => {
		const file = orders(['FTX+AAI+++\x1b$B4A;z\x1b(B'], "'", UNB.replace('UNOC', 'UNOX'));
		expect(issuesOf(file)).toMatchObject([{ code: 'character-set-unknown', severity: 'warning' }]);
		expect(roundTrip(file)).toBe(file);
	});

	test('CR in data of a file whose lines end in LF', () => {
		const file = order(['MSG*a\rb'], '\n');
		expect(itemsOf(file)[0]!.segments![1]).toEqual(['MSG', 'a\rb']);
		expect(roundTrip(file)).toBe(file);
	});
});

describe('a correct file has no issue', () => {
	test.each([
		['BIN in lines that end in CR LF', order(['BIN*3*a\n*'], '\r\n')],
		['an object of a package that begins with blanks', `${UNB}'UNO+1+X:1+Y:1+5'\n\0 abUNP+5+1'UNZ+1+REF1'`],
		['a test of syntax', orders(['BGM+220+1'], "'", `${UNB}++++++2`)],
	])('%s', (_, file) => {
		expect(issuesOf(file)).toEqual([]);
		expect(roundTrip(file)).toBe(file);
	});

	test('UNB 0035 from 1 to 5 is a test', () =>
		expect(itemsOf(orders(['BGM+220+1'], "'", `${UNB}++++++3`))[0]!.test).toBe(true));
});

test('a component separator at the end of a segment is an issue', () =>
	expect(issuesOf(orders(['FTX+AAI+a:']))).toMatchObject([
		{ code: 'element-trailing-empty', tag: 'FTX', element: 2 },
	]));

test('groups and messages side by side: the place is that of what differs', () => {
	const file = `${UNB}'UNG+ORDERS+A+B+260507:1230+7+UN+D:96A'UNH+1+ORDERS:D:96A:UN'UNT+2+1'UNE+1+7'UNH+2+ORDERS:D:96A:UN'UNT+2+2'UNZ+1+REF1'`;
	expect(issuesOf(file).filter(({ code }) => code === 'groups-and-messages-mixed')).toMatchObject([
		{ segment: 6, offset: file.indexOf('UNH+2') },
	]);
});

test('a message that isn’t closed: the place is that of its header', () => {
	const file = `${isa()}~${GS}~ST*850*0001~BEG*00~GE*1*1~IEA*1*000000001~`;
	expect(issuesOf(file)).toMatchObject([
		{ code: 'message-trailer-missing', segment: 3, tag: 'ST', position: 1, acknowledgment: { AK5: '2' } },
	]);
});

describe('an interchange whose predecessor lacks its last terminator keeps its order', () => {
	const edifact = (text: string) => orders([`FTX+AAI+++${text}`], "'", UNB.replace('ACME', 'BOB'));
	const bothOrders = [
		['ALICE', 'ALICE'],
		['BOB', 'BOB'],
	];
	const filler = [
		['', 'nothing'] as const,
		['  ', 'blanks'],
		['\n ', 'a line break and a blank'],
		['\n\t\r\n\0', 'filler'],
	];

	test.each(filler.map(([between, name]) => [name, between]))('behind %s', (_, between) => {
		for (const second of [bob, edifact('BOB'), `UNA:+.? '${edifact('BOB')}`]) {
			const file = alice().slice(0, -1) + between + second;
			expect(ordersIn(file)).toEqual(bothOrders);
			expect(issuesOf(file).map(({ code }) => code)).toContain('segment-terminator-missing');
			expect(roundTrip(file)).toBe(file);
		}
		const file = edifact('BOB').slice(0, -1) + between + alice();
		expect(ordersIn(file)).toEqual([...bothOrders].reverse());
		expect(roundTrip(file)).toBe(file);
	});

	test('in its own letters', () => {
		const utf8 = Buffer.from(alice().replace('*SA*ALICE', '*SA*Ž'), 'utf8').toString('latin1');
		expect(ordersIn(utf8.slice(0, -1) + edifact('\xe9')).map(([, text]) => text)).toEqual(['Ž', 'é']);
	});

	test('also behind a million line breaks inside of a segment', () => {
		const wrapped = alice()
			.replace(/^.{80}/, '$&\n')
			.split('GE*')[0]!;
		const file = `${wrapped}REF*${'\n '.repeat(500_000)}${bob}`;
		const start = process.cpuUsage();
		expect(ordersIn(file)).toEqual(bothOrders);
		expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5);
	});
});

describe('a segment with data of a given length', () => {
	test.each([
		['BDS*ASC', ['binary-length']],
		['BDS*ASC*4', ['binary-length']],
		['BIN*7', ['binary-length']],
		['BIN*0', []],
		['BDS*ASC*0', []],
	])('%s without its data leaves the next one alone', (segment, codes) => {
		for (const ending of ['~', '\r\n']) {
			const file = order([segment, 'PO1*1*5'], ending);
			expect(itemsOf(file)[0]!.segments!.slice(1, 3)).toEqual([segment.split('*'), ['PO1', '1', '5']]);
			expect(issuesOf(file).map(({ code }) => code)).toEqual(codes);
			expect(roundTrip(file)).toBe(file);
		}
	});
});
