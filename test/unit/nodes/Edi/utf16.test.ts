import type { MessageJson } from '../../../../nodes/Edi/json/messageJson';
import { isa, issuesOf, jsonOf, order, orders, read, UNB, written } from './files';

type Item = MessageJson & ReturnType<typeof JSON.parse>;
const itemsOf = (file: Buffer, characterSet?: 'ISO 8859-1'): Item[] =>
	jsonOf(file, { ...(characterSet && { characterSet }) }) as Item[];

const little = (text: string): Buffer => Buffer.from(text, 'utf16le');
const coded: [string, (text: string) => Buffer][] = [
	['little-endian', little],
	['little-endian, with a byte order mark', (text) => little(`\ufeff${text}`)],
	['big-endian', (text) => little(text).swap16()],
	['big-endian, with a byte order mark', (text) => little(`\ufeff${text}`).swap16()],
];

describe.each(coded)('a file in UTF-16, %s', (name, file) => {
	const mark = name.includes('mark') ? 2 : 0;

	test('is read as such, whatever encoding is chosen', () => {
		const bytes = file(order(['N1*BY*Müller 北京']));
		const [item] = itemsOf(bytes, 'ISO 8859-1');
		expect(item!.segments![1]).toEqual(['N1', 'BY', 'Müller 北京']);
		expect(item!.issues).toEqual([]);
		expect(written([item]).equals(bytes)).toBe(true);
	});

	test.each(['\ud83d', '\ude00', '\ude00\ud83d', 'a\ud83db'])(
		'keeps half characters (%j), with an issue',
		(half) => {
			const bytes = file(order([`N1*BY*ä${half}`, 'REF*DP*ü😀']));
			const [item] = itemsOf(bytes);
			expect(item!.segments![2]).toEqual(['REF', 'DP', 'ü😀']);
			expect(item!.issues).toMatchObject([{ code: 'character-invalid', tag: 'N1', position: 2 }]);
			expect(written([item]).equals(bytes)).toBe(true);
			item!.segments![2]![1] = 'ZZ';
			expect(written([item]).equals(file(order([`N1*BY*ä${half}`, 'REF*ZZ*ü😀'])))).toBe(true);
		},
	);

	test('says where issues are in bytes of the file', () => {
		const text = order(['N1*BY*Müller 北京 😀', 'N1*ST*']).replace('GE*1', 'GE*2');
		const bytes = file(text);
		expect(issuesOf(bytes)).toMatchObject([
			{ code: 'group-count', offset: mark + 2 * text.indexOf('GE*2') },
			{ code: 'element-trailing-empty', offset: mark + 2 * text.indexOf('N1*ST') },
		]);
	});

	test('that breaks off inside a character is read as far as it goes', () => {
		const whole = file(orders(['NAD+BY+++Müller']));
		for (const cut of [1, 3, 41]) {
			const bytes = whole.subarray(0, whole.length - cut);
			expect(read(bytes).interchanges).toHaveLength(1);
			expect(written(itemsOf(bytes)).equals(bytes)).toBe(true);
		}
	});
});

test('a UNB that names another character set is a warning', () =>
	expect(issuesOf(little(orders(['NAD+BY+++Müller'])))).toMatchObject([
		{ code: 'character-set-wrong', message: expect.stringMatching(/UNOC.*the file is in UTF-16/) as string },
	]));

test('letters that only UTF-8 names are no warning', () =>
	expect(issuesOf(little(orders(['NAD+BY+++Müller'], "'", UNB.replace('UNOC', 'UNOY'))))).toEqual([]));

test('many issues take no more time than they have to', () => {
	const sets = Array.from({ length: 20_000 }, (_, index) => `ST*850*${index}~SE*9*1~`).join('');
	const file = little(`${isa()}~GS*PO*A*B*20260507*1230*1*X*004010~${sets}GE*20000*1~IEA*1*000000001~`);
	const start = process.cpuUsage();
	expect(issuesOf(file).length).toBeGreaterThan(20_000);
	expect(process.cpuUsage(start).user / 1000).toBeLessThan(5_000);
});
