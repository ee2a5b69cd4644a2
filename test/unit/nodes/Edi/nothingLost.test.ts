import { GS, isa, isa501, jsonOf, order, orders, UNB, written, writtenText } from './files';
import { split, write } from './node';

/** An item of Read, as a Code node gets it. */
type Item = ReturnType<typeof JSON.parse>;
const itemsOf = (file: string | Buffer): Item[] => jsonOf(file);

/** What the items of a file become when the first is changed. */
function changed(file: string | Buffer, change: (item: Item, items: Item[]) => void): string {
	const items = itemsOf(file);
	change(items[0], items);
	return writtenText(items);
}

const UNG = 'UNG+ORDERS+A+B+260507:1230+7+UN+D:96A';
const unh = (reference: string) => `UNH+${reference}+ORDERS:D:96A:UN`;
const inUng = [UNB, UNG, unh('1'), 'BGM+1', 'UNT+3+1', 'UNE+1+7', 'UNZ+1+REF1', ''].join("'");
const v4 = UNB.replace('UNOC:3', 'UNOC:4').replace('260507', '20260507');
const twoSets = `${isa()}~${GS}~ST*850*0001~BEG*1~SE*3*0001~ST*850*0002~BEG*2~SE*3*0002~GE*2*1~IEA*1*000000001~`;

describe('an item that lost its envelope is refused', () => {
	test.each([
		['X12', order(['BEG*1'])],
		['EDIFACT', orders(['BGM+1'])],
		['EDIFACT with groups', inUng],
	])('%s', (_, file) => {
		expect(() => changed(file, (item) => delete item.interchange)).toThrow(
			/^interchange is missing.*Keep it, or remove syntax to write the message alone/,
		);
		expect(() => changed(file, (item) => (item.interchange = { controlNumber: '1' }))).toThrow(
			/^interchange\.header is missing/,
		);
		expect(() => changed(file, (item) => (item.interchange.header = []))).toThrow(
			/^interchange\.header is missing/,
		);
	});

	test.each([
		['X12', order(['BEG*1'])],
		['EDIFACT', inUng],
	])('a group: %s', (_, file) => {
		expect(() => changed(file, (item) => (item.group = null))).toThrow(/^group is missing/);
		expect(() => changed(file, (item) => delete item.group.header)).toThrow(/^group\.header is missing/);
	});

	test('without syntax, the message is written alone', () =>
		expect(writtenText([{ standard: 'X12', segments: itemsOf(order(['BEG*1']))[0].segments }])).toBe(
			'ST*850*0001~BEG*1~SE*3*0001~',
		));
});

describe('a changed header does not change what the messages say', () => {
	const isaOf = (version: string, repetition: string) => (item: Item) =>
		Object.assign(item.interchange.header[0], { 11: repetition, 12: version });
	const syntaxVersion = (version: string, date: string) => (item: Item) => {
		item.interchange.header[0][1][1] = version;
		item.interchange.header[0][4][0] = date;
	};

	test.each<[string, string, (item: Item) => void]>([
		['ISA11 becomes a separator', order(['MSG*A^B']), isaOf('00501', '^')],
		['ISA11 is none any more', order(['REF*A^B'], '~', isa501()), isaOf('00401', 'U')],
		[
			'ISA16 becomes a separator',
			order(['SV1*A>B'], '~', isa({ 16: 'X' })),
			(item) => (item.interchange.header[0][16] = '>'),
		],
		[
			'version 4 with the separator of UNA',
			`UNA:+.?*'${orders(['FTX+A*B'])}`,
			syntaxVersion('4', '20260507'),
		],
		['version 3', orders(['FTX+A*B'], "'", v4), syntaxVersion('3', '260507')],
	])('%s', (_, file, change) =>
		expect(() => changed(file, change)).toThrow(/^interchange\.header\[0\].* separator.*syntax\.delimiters/),
	);

	test('not even with the separators in syntax', () =>
		expect(() =>
			changed(order(['MSG*A^B']), (item) => {
				isaOf('00501', '^')(item);
				item.syntax.delimiters.repetition = '^';
			}),
		).toThrow(/^segments\[1\] would be read differently/));

	test('without such values, it may be changed', () =>
		expect(
			changed(order(['MSG*AB']), (item) => {
				isaOf('00501', '^')(item);
				item.syntax.delimiters.repetition = '^';
			}),
		).toBe(order(['MSG*AB'], '~', isa501())));
});

describe('a file that breaks off behind a release character', () => {
	const file = (end: string) => [UNB, unh('1'), 'BGM+1', 'UNT+3+1', unh('2'), `FTX+AAI+++it${end}`].join("'");

	test.each([
		["?'", "it?''"],
		['?', "it??'"],
		["??'", "it??'"],
	])('%s: the trailer stands behind a terminator', async (end, text) => {
		const whole = file(end);
		const second = `${UNB}'${unh('2')}'FTX+AAI+++${text}UNZ+1+REF1'`;
		expect(writtenText([itemsOf(whole)[1]])).toBe(second);
		expect((await split(whole, 'message'))[1]!.text).toBe(second);
		expect(changed(whole, (_, items) => items.forEach((each) => (each.interchange.header[0][5] = 'R')))).toBe(
			`${whole.slice(0, -`it${end}`.length)}${text}UNZ+2+R'`.replace('REF1', 'R'),
		);
		expect(writtenText(itemsOf(whole))).toBe(whole);
	});
});

describe('segments that belong to no message do not get into one that nothing closed', () => {
	test('in a group', async () => {
		const file = `${isa()}~${GS}~ST*850*0001~BEG*1~ST*850*0002~BEG*2~SE*3*0002~ZZ*1~GE*2*1~IEA*1*000000001~`;
		const first = `${isa()}~${GS}~ST*850*0001~BEG*1~SE*3*0001~ZZ*1~GE*1*1~IEA*1*000000001~`;
		expect(writtenText([itemsOf(file)[0]])).toBe(first);
		expect((await split(file, 'message'))[0]!.text).toBe(first);
		expect(writtenText(itemsOf(file))).toBe(file);
	});

	test('in an interchange', () => {
		const second = GS.replace('PO*', 'IN*').replace('*1*X', '*2*X');
		const file = `${isa()}~${GS}~ST*850*0001~BEG*1~${second}~ST*810*0002~BIG*2~SE*3*0002~GE*1*2~ZZ*1~IEA*2*000000001~`;
		expect(writtenText([itemsOf(file)[0]])).toBe(
			`${isa()}~${GS}~ST*850*0001~BEG*1~SE*3*0001~GE*1*1~ZZ*1~IEA*1*000000001~`,
		);
	});

	test('without an interchange', () => {
		const file = `${unh('1')}'BGM+1'${unh('2')}'BGM+2'UNT+3+2'UCI+1'UNT+2+1'`;
		expect(writtenText([itemsOf(file)[0]])).toBe(`${unh('1')}'BGM+1'UNT+3+1'UCI+1'UNT+2+1'`);
	});
});

describe('the bytes are what UNB says', () => {
	const latin = orders(['NAD+BY+M\xfcller']);

	test('if its identifier is changed in both places, or in the header that is left', () => {
		const utf8 = Buffer.from(latin.replace('UNOC', 'UNOY'), 'latin1')
			.toString('latin1')
			.replace('\xfc', '\xc3\xbc');
		const both = (item: Item) => {
			item.interchange.header[0][1][0] = 'UNOY';
			item.interchange.syntaxIdentifier = 'UNOY';
		};
		expect(changed(latin, both)).toBe(utf8);
		const bare = (item: Item) => {
			const { header, trailer } = item.interchange;
			item.interchange = { header, trailer };
			header[0][1][0] = 'UNOY';
		};
		expect(changed(latin, bare)).toBe(utf8);
	});

	test('if the only letter stands in the header', () => {
		const file = orders(['BGM+1'], "'", UNB.replace('ACME', 'M\xdcLLER'));
		expect(() => writtenText(itemsOf(file), { characterSet: 'UTF-8' })).toThrow(/header\[0\]\[1\] says UNOC/);
	});

	test('if a letter is added to a file that was read with another encoding', () => {
		const [item] = jsonOf(orders(['BGM+1']), { characterSet: 'UTF-8' }) as Item[];
		item.segments[1][1] = 'ü';
		expect(writtenText([item])).toBe(orders(['BGM+\xfc']));
	});

	test('without the byte order mark of another set', () => {
		const file = order(['N1*ST*M\xfcller']);
		const utf8 = `\ufeff${file}`;
		for (const coding of ['utf8', 'utf16le'] as const)
			expect(writtenText(itemsOf(Buffer.from(utf8, coding)), { characterSet: 'Windows-1252' })).toBe(file);
		expect(written(itemsOf(Buffer.from(utf8)))).toEqual(Buffer.from(utf8));
	});
});

describe('UNA stands where a reader needs it', () => {
	const in2 = (reference: string) =>
		`UNB|UNOC^3|ACME^14|GIANT^14|260507^1230|${reference}~UNH|1|ORDERS^D^96A^UN~FTX|a#~b?~UNT|3|1~UNZ|1|${reference}~`;

	test('in each file that Write makes', async () => {
		const file = `UNA^|.# ~${in2('R1')}${in2('R2')}`;
		const items = itemsOf(file);
		const files = [`UNA^|.# ~${in2('R1')}`, `UNA^|.# ~${in2('R2')}`];
		for (const batch of ['interchange', 'item'])
			expect((await write(items, { batch })).map(({ text }) => text)).toEqual(files);
		expect((await write([{}], { json: items })).map(({ text }) => text)).toEqual(files);
		expect((await split(file, 'interchange')).map(({ text }) => text)).toEqual(files);
	});

	test.each([
		[
			'that only this node guesses',
			{ element: '|', component: '^', release: '?', segment: '~' },
			'UNA^|.? ~',
		],
		['of level B under UNOC', { element: '\x1d', component: '\x1f', segment: '\x1c' }, 'UNA\x1f\x1d.  \x1c'],
	])('before separators %s', (_, delimiters, una) => {
		const text = changed(orders(['BGM+1']), (item) => (item.syntax = { delimiters }));
		expect(text.startsWith(`${una}UNB`)).toBe(true);
	});

	test('and where the file had none, none is added', () => {
		const guessed = in2('R1').replace('#~', '');
		expect(writtenText(itemsOf(guessed))).toBe(guessed);
		const levelB = orders(['BGM+1'], '\x1c').replaceAll('+', '\x1d').replaceAll(':', '\x1f');
		expect(writtenText(itemsOf(levelB))).toBe(levelB);
		expect(itemsOf(levelB)[0].issues).toMatchObject([{ code: 'separator-guessed' }]);
		expect(itemsOf(levelB.replace('UNOC', 'UNOB'))[0].issues).toEqual([]);
	});
});

describe('what is changed where Write does not take it from is refused', () => {
	const x12 = order(['BEG*1']);
	test.each<[string, string, (item: Item, items: Item[]) => void, RegExp]>([
		[
			'SE02',
			x12,
			(item) => (item.segments[2][2] = '0099'),
			/^segments\[2\]\[2\] is “99”.*segments\[0\]\[2\]/,
		],
		[
			'UNT 0062',
			orders(['BGM+1']),
			(item) => (item.segments[2][2] = '99'),
			/^segments\[2\]\[2\] is “99”.*segments\[0\]\[1\]/,
		],
		[
			'a second trailer',
			x12,
			(item) => item.interchange.trailer.push(['XX', '1']),
			/^interchange\.trailer\[1\] /,
		],
		['a second GE', x12, (item) => item.group.trailer.push(['XX', '1']), /^group\.trailer\[1\] /],
		[
			'another tag',
			x12,
			(item) => (item.interchange.trailer = [['XX', '1']]),
			/^interchange\.trailer\[0\]\[0\] is “XX”/,
		],
		[
			'a list in IEA02',
			x12,
			(item) => (item.interchange.trailer[0][2] = ['000000001', 'x']),
			/^interchange\.trailer\[0\]\[2\] is no single value/,
		],
		[
			'an element behind ISA16',
			x12,
			(item) => item.interchange.header[0].push('x'),
			/^interchange\.header\[0\]\[17\] is one too many/,
		],
		[
			'components in ISA06',
			x12,
			(item) => (item.interchange.header[0][6] = ['AC', 'ME']),
			/^interchange\.header\[0\]\[6\] is a list/,
		],
		[
			'repetitions in ISA06',
			x12,
			(item) => (item.interchange.header[0][6] = { repetitions: ['AC', 'ME'] }),
			/^interchange\.header\[0\]\[6\] is a list/,
		],
		[
			'a stray segment in a later item of the group',
			twoSets,
			(_, items) => (items[1].group.other = [['ZZ', '1']]),
			/^group\.other would be lost/,
		],
		[
			'TA1 in a later item',
			twoSets,
			(_, items) => (items[1].interchange.other = [['TA1', '1']]),
			/^interchange\.other would be lost/,
		],
	])('%s', (_, file, change, message) => expect(() => changed(file, change)).toThrow(message));

	test('a reference that is changed in the header alone is followed, and a wrong one stays', () => {
		expect(changed(x12, (item) => (item.segments[0][2] = '0007'))).toContain('SE*3*0007~');
		const wrong = x12.replace('SE*3*0001', 'SE*3*0009');
		expect(changed(wrong, (item) => (item.segments[1][1] = '2'))).toContain('SE*3*0001~');
		expect(writtenText(itemsOf(wrong))).toBe(wrong);
	});

	const ta1 = ['TA1', '000000007', '260506', '1200', 'A', '000'];

	test('TA1 behind the group of a single item is written', () => {
		const [, second] = itemsOf(twoSets);
		second.interchange.other = [ta1];
		expect(writtenText([second])).toContain(`~GE*1*1~${ta1.join('*')}~IEA*`);
	});

	test('the same TA1 in each item is written once', () => {
		const items = itemsOf(twoSets);
		for (const item of items) item.interchange.other = [ta1];
		expect(writtenText(items)).toBe(twoSets.replace('~IEA', `~${ta1.join('*')}~IEA`));
	});
});
