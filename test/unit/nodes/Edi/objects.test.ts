import {
	GS,
	interchangeIn,
	isa,
	issuesOf,
	jsonOf,
	order,
	orders,
	rewritten,
	UNB,
	writtenText,
} from './files';

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
const PICTURE = '\xff\xd8\xff\xe0';
const unb4 = (identifier: string) => UNB.replace('UNOC:3', `${identifier}:4`).replace('260507', '20260507');
/** An ORDERS with a text, and a package with an object. */
const withPackage = (identifier: string, text: string, object: string) =>
	`${unb4(identifier)}'UNH+1+ORDERS:D:96A:UN'NAD+BY+${text}'UNT+3+1'UNO+2+AA:1+BB+${object.length}'${object}UNP+${object.length}+2'UNZ+2+REF1'`;
const withPicture = order([`N1*ST*${utf8('Müller')}`, `BIN*4*${PICTURE}`, 'N1*BY*ACME']);

describe('an object of bytes says nothing of the text around it', () => {
	test('X12', () => {
		const [item] = jsonOf(withPicture);
		expect(item!.segments!.slice(1, 3)).toEqual([
			['N1', 'ST', 'Müller'],
			['BIN', '4', PICTURE],
		]);
		expect(item!.issues).toEqual([]);
		expect(writtenText([item])).toBe(withPicture);
	});

	test('EDIFACT in UTF-8', () => {
		const file = withPackage('UNOY', utf8('Müller'), PICTURE);
		const items = jsonOf(file);
		expect(items.map(({ segments }) => segments![1])).toEqual([
			['NAD', 'BY', 'Müller'],
			['', PICTURE],
		]);
		expect(issuesOf(file)).toEqual([]);
		expect(writtenText(items)).toBe(file);
	});

	test('control characters in it are none of the text', () =>
		expect(issuesOf(withPackage('UNOC', 'M\xfcller', '\x80\x81abc'))).toEqual([]));

	test('line breaks in it are none of the text', () => {
		const file = order(['MSG*a\nb', `BIN*9*${'\n12'.repeat(3)}`, 'BIN*6*\n1\n2\n3']);
		expect(issuesOf(file).map(({ code }) => code)).toEqual(['line-break-in-segment']);
	});

	test('text in it is read as text', () =>
		expect(jsonOf(order([`BIN*2*${utf8('ü')}`, `N1*ST*${utf8('é')}`]))[0]!.segments![1]).toEqual([
			'BIN',
			'2',
			'ü',
		]));
});

describe('an object of bytes stays as it is', () => {
	test('when something else in its message is changed', () =>
		expect(rewritten(withPicture, (segments) => void (segments[3]![2] = 'OTHER'))).toBe(
			withPicture.replace('N1*BY*ACME', 'N1*BY*OTHER'),
		));

	test('when its package is changed', () => {
		const file = withPackage('UNOY', utf8('Müller'), PICTURE);
		const items = jsonOf(file);
		items[1]!.segments![0]![3] = 'CC';
		expect(writtenText(items)).toBe(file.replace('+BB+', '+CC+'));
	});
});

describe('a character set that is chosen is the one that is read', () => {
	const file = order([`N1*ST*${utf8('Müller')}`, 'N1*BY*\xe9']);

	test('and bytes that it does not have are an issue of their segment', () => {
		const { segments, issues } = interchangeIn(file, { characterSet: 'UTF-8' }).groups[0]!.messages[0]!;
		expect(segments[1]).toEqual(['N1', 'ST', 'Müller']);
		expect(issues).toMatchObject([{ code: 'character-invalid', position: 3 }]);
		expect(writtenText(jsonOf(file, { characterSet: 'UTF-8' }))).toBe(file);
	});

	test('without a choice, X12 that is no UTF-8 is Windows-1252', () =>
		expect(interchangeIn(file).characterSet).toBe('Windows-1252'));
});

test('a large file with many objects takes no more time than it has to', () => {
	const one = `ST*102*0001~BIN*4*${PICTURE}~N1*ST*${utf8('ü')}~MSG*a\nb~SE*5*0001~`;
	const file = `${isa()}~${GS}~${one.repeat(5000)}GE*5000*1~IEA*1*000000001~`;
	const start = process.cpuUsage();
	expect(interchangeIn(file).characterSet).toBe('UTF-8');
	expect(process.cpuUsage(start).user / 1e6).toBeLessThan(5);
});

test('without any object, an interchange is judged as it stands', () =>
	expect(interchangeIn(orders(['BGM+BIN+M\xfcller'])).characterSet).toBe('ISO 8859-1'));
