import { readFile } from '../../../../nodes/Edi/file/readFile';
import { messagesOf } from '../../../../nodes/Edi/json/messageJson';
import { full } from '../../../quick';
import { expectLinear } from '../../cpuTime';
import { bytes, GS, interchangeIn, isa, isa501, order, orders, UNB, written } from './files';

const ISA = `${isa()}~${GS}~ST*850*1~`;
const UNH = `${UNB}'UNH+1+ORDERS:D:96A:UN'`;

/** Texts of a length, in bytes, that somebody may send by mistake or on purpose. */
const hostile: [string, (length: number) => string][] = [
	...[
		'*',
		'>',
		'~',
		'~*',
		'\n',
		'\r\n',
		'\r',
		'\0',
		' ',
		'^',
		'*>',
		'IEA*',
		'IEA*\n',
		'\nIEA*',
		'~ISA*',
		'~ISA',
		'ISA*00*',
		'BIN*9*',
		'~BIN*1*',
		'GS*',
		'~GS*',
		'~ST*',
		'~SE*',
		'~TA1*1',
		'\xff',
		'\xc3\xbc',
		'A',
	].map((part): [string, (length: number) => string] => [
		`${JSON.stringify(part)} after ISA`,
		(length) => ISA + part.repeat(length / part.length),
	]),
	...[
		"'",
		'+',
		':',
		'?',
		"?'",
		"??'",
		'\n',
		"\n'",
		'\0',
		'UNA:+.? ',
		"UNA:+.? '",
		"'UNA:+.? 'UNH",
		'UNZ+\n',
		"'UNZ+",
		"'UNB+UNOC:3",
		"'UNB+UNOC:3+",
		"'UNO+1+2+3+9'",
		"'UNH+",
		"'UNT+",
		"'UNG+",
		'?\xc3\xbc',
		'A',
	].map((part): [string, (length: number) => string] => [
		`${JSON.stringify(part)} after UNB`,
		(length) => UNH + part.repeat(length / part.length),
	]),
	...[
		'ISA',
		'ISA*',
		'UNB',
		'UNA',
		'UNA:+.? ',
		"UNA:+.? '\n",
		'UNB+UNOC:3+',
		'UNB*UNOC!3*',
		'GS*PO*',
		'ST*850*1*',
		'UNH+',
		' ',
		'\n',
		'\0',
		'I\0S\0A\0',
		'ISA*00*0000*',
		`${isa()}~`,
		`${UNB}'`,
		'\xef\xbb\xbf',
	].map((part): [string, (length: number) => string] => [
		`${JSON.stringify(part.slice(0, 20))} and nothing else`,
		(length) => part.repeat(length / part.length),
	]),
	[
		'many lines that are wrapped',
		(length) => order([`N1*${'ACME '.repeat(length / 5)}`]).replace(/[^]{80}/g, '$&\r\n'),
	],
	['many segments that are wrapped', (length) => order(Array<string>(length / 8).fill('N1*A\nB'))],
	['many repetitions', (length) => order([`N1*${'A^'.repeat(length / 2)}`], '~', isa501())],
	['many components', (length) => order([`N1*${'A>'.repeat(length / 2)}`])],
	['many interchanges of the same number', (length) => order([]).repeat(length / 250)],
	['many groups of the same number', (length) => `${isa()}~${`${GS}~GE*0*1~`.repeat(length / 50)}`],
	['many messages of the same number', (length) => ISA + 'SE*2*1~ST*850*1~'.repeat(length / 16)],
	[
		'many messages',
		(length) => ISA + Array.from({ length: length / 20 }, (_, index) => `SE*2*1~ST*850*${index}~`).join(''),
	],
	['many UNA in front of an interchange', (length) => "UNA:+.? '".repeat(length / 9) + orders([])],
	['many interchanges with UNA', (length) => `UNA:+.? '${orders([])}`.repeat(length / 110)],
	['many wrong release characters', (length) => orders([`FTX+${'?A'.repeat(length / 2)}`])],
	['an IEA in each line', (length) => order(Array<string>(Math.floor(length / 12)).fill('MSG*\nIEA*1*1'))],
	['a UNZ in each value', (length) => orders(Array<string>(Math.floor(length / 12)).fill('FTX+\nUNZ+1+1'))],
];

const mega = 1_000_000;
const LENGTH = full(128_000, 64_000);

test.each(hostile)(
	'%s takes linear time',
	async (_, text) =>
		await expectLinear((length) => {
			const file = bytes(text(length));
			return () => void messagesOf(readFile(file));
		}, LENGTH / 4),
);

test.each(hostile)('%s, 8 KB, is written byte for byte', (_, text) => {
	const file = bytes(text(8_000));
	const { interchanges } = readFile(file);
	if (interchanges.length > 0) expect(written(messagesOf(readFile(file))).equals(file)).toBe(true);
});

test('100,000 components in an element are read', () => {
	const [, , element] = interchangeIn(order([`N1*BY*${'A>'.repeat(100_000)}`])).groups[0]!.messages[0]!
		.segments[1]!;
	expect(element).toHaveLength(100_001);
});

test('a segment without end is not kept in memory a second time', () => {
	const file = bytes(ISA + 'A*'.repeat(10 * mega));
	const before = process.memoryUsage().heapUsed;
	const { interchanges } = readFile(file);
	expect(interchanges[0]!.issues.map(({ code }) => code)).toContain('segment-too-long');
	expect(process.memoryUsage().heapUsed - before).toBeLessThan(400 * mega);
});

test('a million issues of the same kind are one', () => {
	const { issues } = interchangeIn(order(Array<string>(mega / 4).fill('N1*')))!.groups[0]!.messages[0]!;
	expect(issues).toMatchObject([{ code: 'element-trailing-empty', count: mega / 4 }]);
});
