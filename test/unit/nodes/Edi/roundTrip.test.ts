import fc from 'fast-check';
import { NotWritable } from '../../../../nodes/Edi/interchange/notWritable';
import type { Delimiters, Element, Segment } from '../../../../nodes/Edi/interchange/tree';
import {
	bytesOf,
	SYNTAX_IDENTIFIERS,
	type CharacterSet,
	type SingleByteSet,
} from '../../../../nodes/shared/characterSets';
import { byFile, byInterchange } from '../../../../nodes/Edi/json/grouped';
import { messagesOf } from '../../../../nodes/Edi/json/messageJson';
import { full } from '../../../quick';
import { bytes, GS, isa, isa501, jsonOf, order, orders, read, UNB, written } from './files';

const ordersV4 = UNB.replace('UNOC:3', 'UNOC:4').replace('260507', '20260507');
const groups = [
	...[UNB, 'UNG+ORDERS+A+B+260507:1230+7+UN+D:96A', 'UNH+1+ORDERS:D:96A:UN', 'BGM+220', 'UNT+3+1', 'UNE+1+7'],
	...[
		'UNG+ORDRSP+A+B+260507:1230+8+UN+D:96A',
		'UNH+1+ORDRSP:D:96A:UN',
		'UNT+2+1',
		'UNE+1+8',
		'UNZ+2+REF1',
		'',
	],
];
const utf16 = (text: string, mark: string) => Buffer.from(mark + text, 'utf16le');

/** A quick run takes every third place or character. It is odd, so that it also breaks off within UTF-16. */
const STEP = full(1, 3);

/** Files that show what may vary from one sender to the next. */
const files: [string, Buffer][] = [
	['X12', bytes(order(['BEG*00*SA*PO-1**20260507', 'N1*BY*ACME', 'PO1*1*5*EA*9.5']))],
	['X12 with a line for each segment', bytes(order(['BEG*00*SA*PO-1', 'N1*BY*ACME*'], '~\r\n', isa501()))],
	['X12 with line feeds as terminators', bytes(order(['BEG*00*SA*PO-1'], '\n'))],
	['X12 with CR LF as terminators', bytes(order(['BEG*00*SA*PO-1'], '\r\n'))],
	[
		'X12 whose ISA is not padded',
		bytes(order(['BEG*00'], '~\n', 'ISA*00**00**ZZ*ACME*01*GIANT*260507*1230*U*00401*1*0*P*>')),
	],
	[
		'X12 wrapped at 80 columns',
		bytes(order(['BEG*00*SA*PO-1', `N1*BY*${'ACME '.repeat(30)}`]).replace(/[^]{80}/g, '$&\r\n')),
	],
	['X12 with a blank in front of the first terminator', bytes(order(['BEG*00'], '~', `${isa()} `))],
	[
		'X12 with TA1, ISB and segments that belong nowhere',
		bytes(
			order(['BEG*00'])
				.replace('~GS', '~TA1*1~XX*1~ISB*1~GS')
				.replace('~IEA', '~TA1*2~IEA')
				.replace('~SE', '~TA1*3~SE')
				.replace('~GE', '~N1*BY~GE'),
		),
	],
	['X12 with binary data', bytes(order(['BIN*7*a~b*c\n\xff', 'BDS*ASC*2*~~', 'BIN*9*short', 'N1*BY']))],
	[
		'X12 with separators of several bytes',
		Buffer.from(order(['N1*BY*Müller', 'PO1*1>2']).replaceAll('*', '§').replaceAll('~', '…'), 'utf8'),
	],
	[
		'X12 with empty segments, tabs, and NULs',
		bytes(`\0\0${order(['BEG*00', '', '*', 'N1*BY*ACME*'], '~\t\0')}\x1a`),
	],
	['X12 without ISA', bytes(`${GS}~ST*850*1~BEG*00~SE*3*1~GE*1*1~`)],
	['X12 without any trailer', bytes(`${isa()}~${GS}~ST*850*1~BEG*00~${GS}~ST*855*1~`)],
	['EDIFACT', bytes(orders(['BGM+220+PO1+9', 'FTX+AAI+++5?+5 ?: 10??', "NAD+BY+++O?'HARA"]))],
	['EDIFACT with needless release characters', bytes(orders(['FTX+AAI+++a?.b?c:?d+?', 'BGM+220']))],
	[
		'EDIFACT with a line for each segment',
		bytes(orders(['BGM+220', 'FTX+AAI+++one\ntwo'], "'\r\n", `UNA:+.? '\r\n${UNB}`)),
	],
	[
		'EDIFACT with odd service characters',
		bytes(
			orders(['FTX;AAI;;;a!;b'], '~', `UNA|;,! ~${UNB.replaceAll('+', ';').replaceAll(':', '|')}`)
				.replaceAll('+', ';')
				.replaceAll(':', '|'),
		),
	],
	['EDIFACT with groups', bytes(groups.join("'\n"))],
	['EDIFACT with nesting in the tags', bytes(orders(['LIN:1+1', 'QTY:1:1+21:5']))],
	[
		'EDIFACT with a package',
		bytes(
			[
				ordersV4,
				'UNO+1+A:B+C+5',
				"ab'+\xffUNP+5+1",
				'UNH+1+ORDERS:D:96A:UN',
				'UNT+2+1',
				'UNZ+2+REF1',
				'',
			].join("'"),
		),
	],
	['EDIFACT of syntax version 4 with repetitions', bytes(orders(['FTX+A*B:C*?*'], "'", ordersV4))],
	[
		'EDIFACT in ISO 8859-7',
		bytes(orders(['NAD+BY+++\xc1\xe8\xde\xed\xe1'], "'", UNB.replace('UNOC', 'UNOF'))),
	],
	['EDIFACT in UTF-8 under another name', Buffer.from(orders(['NAD+BY+++Müller 北京']), 'utf8')],
	['EDIFACT in Korean', bytes(orders(['NAD+BY+++\xb0\xa1\xb3\xaa'], "'", UNB.replace('UNOC', 'KECA')))],
	['EDIFACT with a byte order mark', Buffer.from(`\ufeff${orders(['NAD+BY+++Müller'])}`, 'utf8')],
	['EDIFACT without UNB', bytes("UNH+1+ORDERS:D:96A:UN'BGM+220'UNT+3+1'")],
	[
		'EDIFACT of which only the ends are there',
		bytes("UNZ+1+1'UNA:+.? 'UNZ+UNB'UNA:+.? '\nUNH+1+ORDERS:D:96A:UN'UNT+2+1'"),
	],
	['no terminator at the end', bytes(orders(['BGM+220'], "'\n").trimEnd().slice(0, -1))],
	['text around an interchange', bytes(`From: ACME\r\n\r\n${order(['BEG*00'])}\r\n-- \r\nACME`)],
	[
		'interchanges of both standards',
		bytes(
			`${order(['BEG*00'])}\r\n${orders(['BGM+220'])}\n\n${order([], '\n', isa501({ 13: '000000002' }))}UNA:+.? '${orders([])}`,
		),
	],
];

const filesInUtf16: [string, Buffer][] = [
	['little-endian, with a byte order mark', utf16(orders(['NAD+BY+++Müller 北京']), '\ufeff')],
	['little-endian', utf16(order(['N1*BY*Müller']), '')],
	['big-endian, with a byte order mark', utf16(order(['N1*BY*Müller']), '\ufeff').swap16()],
	['big-endian', utf16(orders(['NAD+BY+++Müller']), '').swap16()],
];

/** Reads and writes a file. A file without any interchange gives no item, and nothing to write. */
function expectSameBytes(file: Buffer, what: string): void {
	const { interchanges } = read(file);
	if (interchanges.length === 0) return;
	let again: Buffer;
	try {
		again = written(jsonOf(file));
	} catch (error) {
		throw new Error(`${what}: ${JSON.stringify(file.toString('latin1'))}`, { cause: error });
	}
	if (!again.equals(file))
		expect({ what, file: again.toString('latin1') }).toEqual({ what, file: file.toString('latin1') });
}

describe('what is read is written byte for byte', () => {
	test.each([...files, ...filesInUtf16])('%s', (name, file) => {
		expect(read(file).interchanges).not.toEqual([]);
		expectSameBytes(file, name);
	});

	test.each(files)('%s, as one item for each interchange, and as one for the file', (_, file) => {
		const messages = messagesOf(read(file));
		const again = (items: unknown[]) => written(JSON.parse(JSON.stringify(items)) as unknown[]);
		expect(again(byInterchange(messages)).equals(file)).toBe(true);
		expect(again([byFile(messages)]).equals(file)).toBe(true);
	});

	test.each(files)('%s, broken off at any place', (name, file) => {
		for (let end = 0; end <= file.length; end += STEP)
			expectSameBytes(file.subarray(0, end), `${name}, ${end} bytes`);
	});

	test.each(filesInUtf16)('UTF-16, %s, broken off after any character', (name, file) => {
		for (let end = 0; end <= file.length; end += STEP) {
			read(file.subarray(0, end));
			if (end % 2 === 0) expectSameBytes(file.subarray(0, end), `${name}, ${end} bytes`);
		}
	});

	test('a file of 1,000 messages', () => {
		const messages = Array.from(
			{ length: 1_000 },
			(_, index) => `ST*850*${index}~BEG*00*SA*${index}~SE*3*${index}~`,
		);
		expectSameBytes(bytes(`${isa()}~${GS}~${messages.join('')}GE*1000*1~IEA*1*000000001~`), 'messages');
	});
});

/** Numbers from 0 to 1, the same ones in each run. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const INSERTED = [
	...[
		'*',
		'~',
		'>',
		'^',
		"'",
		'+',
		':',
		'?',
		' ',
		'\n',
		'\r\n',
		'\r',
		'\0',
		'\t',
		'\x1c',
		'\x1d',
		'\x1f',
		'\xff',
		'\xa0',
	],
	...['ISA*', 'IEA*1*000000001~', 'GS*', 'GE*', 'ST*850*1~', 'SE*', 'TA1*', 'BIN*5*', 'BDS*a*3*', isa()],
	...[
		"UNA:+.? '",
		'UNB+UNOC:3+',
		'UNZ+',
		'UNH+',
		'UNT+',
		'UNG+',
		'UNE+',
		'UNO+1+2+3+4',
		'UNP+',
		'\xc3\xbc',
		'\xef\xbb\xbf',
	],
];

function mutated(file: Buffer, random: () => number): Buffer {
	const below = (count: number) => Math.floor(random() * count);
	let result = Buffer.from(file);
	for (let left = 1 + below(4); left > 0 && result.length > 0; left--) {
		const at = below(result.length);
		const length = 1 + below(random() < 0.3 ? 200 : 4);
		const [before, part, after] = [
			result.subarray(0, at),
			result.subarray(at, at + length),
			result.subarray(at + length),
		];
		const changes: (() => Buffer[])[] = [
			() => [before, Buffer.from([result[at]! ^ (1 << below(8))]), result.subarray(at + 1)],
			() => [before, after],
			() => [before, part, part, after],
			() => [before, bytes(INSERTED[below(INSERTED.length)]!), part, after],
			() => [before, Buffer.from([result[below(result.length)]!]), part, after],
			() => [after, before, part],
		];
		result = Buffer.concat(changes[below(changes.length)]!());
	}
	return result;
}

test.each([0, 1, 2, 3])('a damaged file reads, and is written byte for byte: part %i', (part) => {
	const random = seeded(part);
	for (let run = 0; run < full(500, 150); run++) {
		const [name, file] = files[Math.floor(random() * files.length)]!;
		expectSameBytes(mutated(file, random), `${name}, part ${part}, run ${run}`);
	}
});

test.each([0, 1])('a damaged file in UTF-16 throws nothing: part %i', (part) => {
	const random = seeded(100 + part);
	for (let run = 0; run < full(200, 60); run++) {
		const [, file] = filesInUtf16[Math.floor(random() * filesInUtf16.length)]!;
		const items = jsonOf(mutated(file, random));
		if (items.length > 0) written(items);
	}
});

interface Syntax {
	name: string;
	standard: 'X12' | 'EDIFACT';
	characterSet: CharacterSet;
	delimiters: Delimiters;
	una?: string;
	/** Letters beyond ASCII that the set has. */
	letters: string[];
	header: Segment;
	group: { header: Segment[]; trailer: Segment[] } | null;
	first: Segment;
}

const lettersOf = (set: CharacterSet): string[] =>
	set === 'UTF-8'
		? [...'äß€€Ж北😀\u00a0\u2028\ufeff\u0085']
		: set === 'KS C 5601'
			? [...'가나다각']
			: [...bytesOf(set as SingleByteSet).keys()].filter((character) => character > '\x7f');

const x12Syntax = (characterSet: CharacterSet, delimiters: Delimiters): Syntax => ({
	name: `X12, ${characterSet}, ${JSON.stringify(Object.values(delimiters).join(''))}`,
	standard: 'X12',
	characterSet,
	delimiters,
	letters: lettersOf(characterSet),
	header: isa501({ 11: delimiters.repetition ?? 'U', 16: delimiters.component! }).split('*'),
	group: { header: [GS.split('*')], trailer: [] },
	first: ['ST', '850', '0001'],
});

const edifactSyntax = (identifier: string, version: number, delimiters: Delimiters, una?: string): Syntax => {
	const characterSet = SYNTAX_IDENTIFIERS.get(identifier)!;
	return {
		name: `EDIFACT, ${identifier}, ${JSON.stringify(Object.values(delimiters).join(''))}`,
		standard: 'EDIFACT',
		characterSet,
		delimiters,
		...(una !== undefined && { una }),
		letters: lettersOf(characterSet),
		header: ['UNB', [identifier, String(version)], ['ACME', '14'], 'GIANT', ['260507', '1230'], 'REF1'],
		group: null,
		first: ['UNH', '1', ['ORDERS', 'D', '96A', 'UN']],
	};
};

const usual: Delimiters = { element: '+', component: ':', decimal: '.', release: '?', segment: "'" };
const odd: Delimiters = { element: '|', component: '^', decimal: ',', release: '\\', segment: '~' };
const x12Sets: CharacterSet[] = ['ASCII', 'ISO 8859-1', 'Windows-1252', 'UTF-8'];

const syntaxes: Syntax[] = [
	...x12Sets.map((set) => x12Syntax(set, { element: '*', component: '>', repetition: '^', segment: '~' })),
	x12Syntax('UTF-8', { element: '|', component: ':', segment: '\n' }),
	x12Syntax('UTF-8', { element: '§', component: '¦', repetition: '€', segment: '…' }),
	x12Syntax('ISO 8859-1', { element: '§', component: '¦', repetition: '\x1e', segment: '\xb6' }),
	x12Syntax('ASCII', { element: '\x1d', component: '\x1f', segment: '\x1c' }),
	...[...SYNTAX_IDENTIFIERS.keys()].map((identifier) => edifactSyntax(identifier, 3, usual)),
	edifactSyntax('UNOC', 4, { ...usual, repetition: '*' }),
	edifactSyntax('UNOY', 4, { ...odd, repetition: '*' }, 'UNA^|,\\*~'),
	edifactSyntax('UNOC', 3, odd, 'UNA^|,\\ ~\r\n'),
	edifactSyntax('UNOC', 3, { element: '+', component: ':', decimal: '.', segment: "'" }, "UNA:+.  '"),
	edifactSyntax('UNOB', 2, { element: '\x1d', component: '\x1f', segment: '\x1c' }),
];

/** Values with every odd character, in segments of every shape. An empty value is at no end, where it says nothing. */
function segmentsIn({ delimiters, letters }: Syntax, isOdd: boolean): fc.Arbitrary<Segment[]> {
	const { element, component, repetition, release, segment } = delimiters;
	const separators = [element, component, repetition, release, segment].filter((each) => each !== undefined);
	const plain = [...'aZ09 .,-/_&', ...letters.filter((each) => !separators.includes(each))];
	const others = [...separators, '\r', '\n', '\t', '\0', '?', '*', '\x1a', '€', '北', '\ud83d', '\ufffd'];
	const character = isOdd
		? fc.oneof(
				{ weight: 12, arbitrary: fc.constantFrom(...plain) },
				{ weight: 1, arbitrary: fc.constantFrom(...others) },
			)
		: fc.constantFrom(...plain, ...(release === undefined ? [] : separators));
	const text = fc.string({ unit: character, maxLength: 12 });
	const filled = fc.string({ unit: character, minLength: 1, maxLength: 12 });
	const composite = fc.oneof(
		text,
		fc.tuple(fc.array(text, { minLength: 1, maxLength: 3 }), filled).map(([some, last]) => [...some, last]),
	);
	const last = fc.oneof(
		filled,
		fc.tuple(fc.array(text, { minLength: 1, maxLength: 3 }), filled).map(([some, end]) => [...some, end]),
	);
	const repeated = fc
		.array(composite, { minLength: 2, maxLength: 3 })
		.map((repetitions): Element => ({ repetitions }));
	const any: fc.Arbitrary<Element> = repetition === undefined ? composite : fc.oneof(composite, repeated);
	const tag = fc.constantFrom('FTX', 'NAD', 'PO1', 'BIG', 'LIN');
	const one = fc
		.tuple(tag, fc.array(any, { maxLength: 4 }), last)
		.map(([name, elements, end]): Segment => [name, ...elements, end]);
	return fc.array(one, { maxLength: 6 });
}

const itemOf = (syntax: Syntax, body: Segment[], ending: string) => ({
	standard: syntax.standard,
	interchange: { header: [syntax.header], trailer: [] },
	group: syntax.group,
	segments: [syntax.first, ...body],
	syntax: {
		delimiters: syntax.delimiters,
		characterSet: syntax.characterSet,
		ending: syntax.delimiters.segment + ending,
		...(syntax.una !== undefined && { una: syntax.una }),
	},
});

const bodyAgain = (file: Buffer, { characterSet }: Syntax): Segment[] => {
	const items = jsonOf(file, { characterSet });
	expect(items).toHaveLength(1);
	expect(items[0]!.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
	return items[0]!.segments!.slice(1, -1);
};

describe.each(syntaxes.map((syntax) => [syntax.name, syntax] as const))('%s', (_, syntax) => {
	test('what is written is read again', () => {
		fc.assert(
			fc.property(segmentsIn(syntax, false), fc.constantFrom('', '\n', '\r\n'), (body, ending) => {
				const file = written([itemOf(syntax, body, ending)]);
				expect(bodyAgain(file, syntax)).toEqual(body);
			}),
			{ numRuns: full(20, 8), seed: 1 },
		);
	});

	test('what contains odd characters is read again, or refused with its place', () => {
		fc.assert(
			fc.property(segmentsIn(syntax, true), fc.constantFrom('', '\n', '\r\n'), (body, ending) => {
				let file: Buffer;
				try {
					file = written([itemOf(syntax, body, ending)]);
				} catch (error) {
					expect(error).toBeInstanceOf(NotWritable);
					expect((error as NotWritable).path).toMatch(/segments\[\d+\]/);
					return;
				}
				expect(bodyAgain(file, syntax)).toEqual(body);
			}),
			{ numRuns: full(30, 12), seed: 2 },
		);
	});
});

test.each([...SYNTAX_IDENTIFIERS].filter(([, set]) => set !== 'UTF-8' && set !== 'KS C 5601'))(
	'%s: each character that the set has is written in one byte and read again; no other is written',
	(identifier, set) => {
		const syntax = edifactSyntax(identifier, 3, usual);
		const has = bytesOf(set as SingleByteSet);
		const body = [...has.keys()]
			.filter((character) => !'\r\n'.includes(character))
			.map((character): Segment => ['FTX', `a${character}b`]);
		const file = written([itemOf(syntax, body, '\n')]);
		expect(bodyAgain(file, syntax)).toEqual(body);
		const others = Array.from({ length: 0x500 }, (_, code) => String.fromCharCode(code + 128));
		const refused = others.filter((each) => !has.has(each));
		for (const character of refused.filter((_, index) => index % full(1, 8) === 0)) {
			expect(() => written([itemOf(syntax, [['FTX', character]], '')])).toThrow(NotWritable);
		}
	},
);
