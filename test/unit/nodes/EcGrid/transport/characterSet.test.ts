import {
	characterSetOf,
	checkCharacters,
	encode,
	lengthOf,
	type CharacterSet,
} from '../../../../../nodes/EcGrid/transport/characterSet';
import { SYNTAX_IDENTIFIERS } from '../../../../../nodes/shared/characterSets';

const unb = (word: string, text: string) =>
	`UNB+${word}:3+SENDER+RECIPIENT+260507:1230+1'FTX+AAI+++${text}'UNZ+0+1'`;
const setOf = (text: string) => characterSetOf(text, 'Content');

/**
 * A character of each set that the other sets lack or encode differently, and its byte. ISO/IEC 8859, parts 1
 * to 15.
 */
const letters: Array<[word: string, set: CharacterSet, letter: string, bytes: number[]]> = [
	['UNOC', 'ISO 8859-1', 'ü', [0xfc]],
	['UNOC', 'ISO 8859-1', '¤', [0xa4]],
	['UNOD', 'ISO 8859-2', 'ł', [0xb3]],
	['UNOE', 'ISO 8859-5', 'Ж', [0xb6]],
	['UNOF', 'ISO 8859-7', 'Ω', [0xd9]],
	['UNOG', 'ISO 8859-3', 'ħ', [0xb1]],
	['UNOH', 'ISO 8859-4', 'ģ', [0xbb]],
	['UNOI', 'ISO 8859-6', 'ع', [0xd9]],
	['UNOJ', 'ISO 8859-8', 'א', [0xe0]],
	['UNOK', 'ISO 8859-9', 'ş', [0xfe]],
	['UNOK', 'ISO 8859-9', 'İ', [0xdd]],
	['UNOL', 'ISO 8859-15', '€', [0xa4]],
	['UNOW', 'UTF-8', '€', [0xe2, 0x82, 0xac]],
	['UNOY', 'UTF-8', 'ü', [0xc3, 0xbc]],
];

test.each(letters)('under %s, text is in %s: %s', (word, set, letter, bytes) => {
	const text = unb(word, letter);
	expect(setOf(text)).toBe(set);
	checkCharacters(text, set, 'Content');
	const [before, after] = text.split(letter).map((part) => Buffer.from(part));
	expect(encode(text, set)).toEqual(Buffer.concat([before!, Buffer.from(bytes), after!]));
	expect(lengthOf(text, set)).toBe(encode(text, set).length);
});

test('each set is written the way it is read', () => {
	for (const set of new Set(SYNTAX_IDENTIFIERS.values()) as Set<CharacterSet>) {
		if (!set.startsWith('ISO')) continue;
		const decoder = new TextDecoder(set.replace('ISO ', 'iso-'));
		const bytes = Buffer.from(Array.from({ length: 96 }, (_, at) => 160 + at));
		const text = decoder.decode(bytes).replaceAll('\uFFFD', '');
		checkCharacters(text, set, 'Content');
		expect(decoder.decode(encode(text, set))).toBe(text);
	}
});

describe("uses UTF-8 if UNB doesn't name a character set", () => {
	test.each([
		'Grüße',
		'ISA*00*          *00*          *ZZ*MÜLLER',
		'BGM+220+UNB+UNOC:3+ü',
		unb('IATA', 'ü'),
		unb('MYID', 'ü'),
		'UNB',
		'',
	])('%j', (text) => expect(setOf(text)).toBe('UTF-8'));
});

describe('finds UNB', () => {
	test.each([
		[' \r\n UNB+UNOC:3+A+B ü'],
		['\uFEFFUNB+UNOC:3+A+B ü'],
		["UNA:+.? 'UNB+UNOC:3+A+B ü"],
		["UNA:+.? '\r\nUNB+UNOC:3+A+B ü"],
		['UNA+*,! ~UNB*UNOC+3*A ü'],
		['UNB\u001dUNOC\u001f3\u001d ü'],
		['unb+unoc:3+a+b ü'],
		['UNB+UNOC+A+B ü'],
		['UNB +UNOC:3+A+B ü'],
		['UNB\r\n+\r\nUNOC:3+A+B ü'],
		['#HEAD\nUNB+UNOC:3+A+B ü'],
		["#HEAD\r\n#TO IT'S\r\n  UNB+UNOC:3+A+B ü"],
		["#HEAD\rUNA:+.? 'UNB+UNOC:3+A+B ü"],
		['#Ü\nUNB+UNOC:3+A+B'],
		['UNA:+.? \nUNB+UNOC:3+A+B ü\nUNZ+0+1\n'],
	])('%j', (text) => expect(setOf(text)).toBe('ISO 8859-1'));
});

test.each(['UNOA', 'UNOB'])('under %s, text is in ASCII', (word) => {
	expect(setOf(unb(word, 'ü'))).toBe('ASCII');
});

test.each(['UNB+UNOY:3+ü', "?'UNB+UNOY:3+ü", "???'UNB+UNOY:3+ü", '\nUNB+UNOY:3+ü'])(
	'ignores text in the data that looks like UNB: %j',
	(data) => expect(setOf(unb('UNOC', data))).toBe('ISO 8859-1'),
);

test('of the usual terminators, only the one that ended a segment ends one, even if an earlier UNA named another', () => {
	expect(setOf("UNA:+.? ~UNB+UNOC~UNZ~UNB+UNOC~FTX+ü'UNB+UNOY:3+ü~UNZ~")).toBe('ISO 8859-1');
});

test.each([
	['after a release character that is one of the text', unb('UNOC', 'ü??') + unb('UNOY', '€')],
	['after a separate line', `${unb('UNOC', 'ü')}\n#NEXT\n${unb('UNOY', '€')}`],
	['after UNZ without its terminator', `${unb('UNOC', 'ü').slice(0, -1)}\n${unb('UNOY', '€')}`],
	['without UNZ before it', unb('UNOC', 'ü').replace("UNZ+0+1'", '') + unb('UNOY', '€')],
	['after another UNA', `UNA:+.? '${unb('UNOC', 'ü')}UNA:+.? ~UNB+UNOY:3+A~UNT+€~UNZ+0+1~`],
	['after a third UNA', `UNA:+.? ~UNB+UNOC~UNZ~UNA:+.? !UNB+UNOC+ü!UNZ!UNA:+.? |UNB+UNOY+€|UNZ|`],
	['with the UNA of the previous one', 'UNA:+.? ~UNB+UNOC~UNT+ü~UNZ~UNB+UNOC~UNZ~UNB+UNOY~UNT+€~UNZ~'],
	['with its own UNA', `UNA:+.? ~UNB+UNOC~UNT+ü~UNZ~${unb('UNOC', 'ü')}${unb('UNOY', '€')}`],
	[
		'of syntax level B',
		'UNB\x1dUNOB\x1cUNT\x1du\x1cUNZ\x1cUNB\x1dUNOC\x1cUNT\x1dü\x1cUNZ\x1cUNB\x1dUNOY\x1dü\x1c',
	],
	['without a release character, after a blank', "UNA:+.  'UNB+UNOC'UNT+ü 'UNB+UNOY'UNT+€'UNZ'"],
	['without a release character', "UNA:+.  'UNB+UNOC'UNT+ü 'UNZ'UNB+UNOY'UNT+€'UNZ'"],
])('finds a second UNB %s', (_, text) =>
	expect(() => setOf(text)).toThrow(
		/^“Content” has interchanges of different character sets \(UNOC, UNOY in UNB\)/,
	),
);

test.each(['UNOX', 'KECA'])('under %s, writes only ASCII', (word) => {
	expect(() => setOf(unb(word, 'ü'))).toThrow(
		`“Content” is in ${word}, according to UNB, and this node can't write that character set. Choose one under “Encoding”, or upload the content as a file.`,
	);
	expect(setOf(unb(word, 'u'))).toBe('UTF-8');
});

test("doesn't mix interchanges of different character sets in one set", () => {
	expect(() => setOf(unb('UNOC', 'ü') + unb('UNOY', '€'))).toThrow(
		/^“Content” has interchanges of different character sets \(UNOC, UNOY in UNB\)\. Choose one under “Encoding”/,
	);
	expect(setOf(unb('UNOC', 'ü') + unb('UNOC', 'ä'))).toBe('ISO 8859-1');
	expect(() => setOf(unb('UNOA', 'ü') + unb('UNOC', 'ü'))).toThrow('(UNOA, UNOC in UNB)');
	expect(setOf(unb('UNOC', 'u') + unb('UNOY', 'a'))).toBe('UTF-8');
});

test('accepts an ASCII interchange in the character set of the others', () => {
	expect(setOf(unb('UNOA', 'u') + unb('UNOC', 'ü'))).toBe('ISO 8859-1');
	expect(setOf(unb('UNOD', 'ł') + unb('UNOB', 'l'))).toBe('ISO 8859-2');
	expect(setOf(unb('UNOB', 'u') + unb('UNOY', '€'))).toBe('UTF-8');
	expect(setOf(unb('UNOY', 'u') + unb('UNOC', 'ü') + unb('UNOX', 'u'))).toBe('ISO 8859-1');
});

test('a control character is the byte of its number', () => {
	expect(encode('\x80\x85\x9f', 'ISO 8859-1')).toEqual(Buffer.from([0x80, 0x85, 0x9f]));
});

describe('a character that the set does not have is named', () => {
	test.each<[CharacterSet, string, string]>([
		['ASCII', 'aü', '“ü” (U+00FC) as character 2 (line 1)'],
		['ISO 8859-1', 'ü\n\nü€', '“€” (U+20AC) as character 5 (line 3)'],
		['ISO 8859-15', '¤', '“¤” (U+00A4) as character 1 (line 1)'],
		['ISO 8859-7', '\uFFFD', '(U+FFFD) as character 1 (line 1)'],
		['ISO 8859-5', 'ü', '“ü” (U+00FC) as character 1 (line 1)'],
		['ISO 8859-1', '𝄞', '“𝄞” (U+1D11E) as character 1 (line 1)'],
		['ISO 8859-1', '\uFEFFUNB', '(U+FEFF) as character 1 (line 1)'],
		['UTF-8', 'a\ud83d', 'U+D83D as character 2 (line 1)'],
	])('%s: %j', (set, text, named) => {
		const check = () => checkCharacters(text, set, 'Content');
		expect(check).toThrow(/^“Content” has /);
		expect(check).toThrow(named);
		expect(check).toThrow(`which ${set} doesn't have. Write it differently, name a character set in UNB`);
	});

	test.each<[CharacterSet, string]>([
		['ASCII', 'abc ABC\r\n\x1c'],
		['ISO 8859-1', 'äöüß\x85'],
		['UTF-8', '€𝄞'],
	])('%s contains all of %j', (set, text) =>
		expect(() => checkCharacters(text, set, 'Content')).not.toThrow(),
	);
});
