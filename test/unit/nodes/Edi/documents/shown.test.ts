import { KINDS, MESSAGES } from '../../../../../nodes/Edi/documents/messages';
import { fieldsOf } from '../../../../../nodes/Edi/documents/tableFields';
import type { MessageJson } from '../../../../../nodes/Edi/json/messageJson';
import { pageOf } from '../../../../../nodes/Edi/show/pageOf';

type Fields = Record<string, unknown>;

/** Fields that are places in a list, so that the page says what stands there. */
const PLACES = /^(packages|orders)\[\]\.(lines\[\]|parent)$/;
/** Codes beside a name that says the same. */
const NAMED = /(^|\.)(references|allowancesCharges)\[\]\.code$/;

function set(document: Fields, path: string, value: string): void {
	let place: unknown = document;
	const parts = path.replaceAll('*', 'buyer').replaceAll('[]', '.0').split('.');
	for (const [index, part] of parts.entries()) {
		const isLast = index === parts.length - 1;
		const fields = place as Fields;
		if (isLast) fields[part] = value;
		else fields[part] ??= parts[index + 1] === '0' ? [] : {};
		place = fields[part];
	}
}

/** A document of this kind with a value in each field that it can have, and the values by their fields. */
function fullDocument(kind: string): { document: Fields; values: Map<string, string> } {
	const document: Fields = { kind, unmapped: [] };
	const values = new Map<string, string>();
	for (const { path } of MESSAGES.filter(({ kinds }) => kinds.includes(kind)).flatMap(fieldsOf)) {
		if (values.has(path) || PLACES.test(path)) continue;
		const value = `Q${values.size}Q`;
		set(document, path, value);
		values.set(path, value);
	}
	return { document, values };
}

const messageOf = (document: Fields, more: object = {}): MessageJson =>
	({
		standard: 'X12',
		type: '850',
		version: '004010',
		controlNumber: '0001',
		test: false,
		valid: true,
		sender: { id: 'ACME' },
		receiver: { id: 'GIANT' },
		interchange: null,
		group: null,
		document,
		segments: [],
		issues: [],
		...more,
	}) as unknown as MessageJson;

/** What a person reads on a page. */
const readable = (html: string): string =>
	html
		.replace(/<title>.*?<\/title>/s, '')
		.replace(/<style>.*?<\/style>/s, '')
		.replace(/<[^>]+>/g, ' ')
		.replace(/\s+/g, ' ');

const shown = (document: Fields, more: object = {}): string => readable(pageOf(messageOf(document, more)));

test.each(KINDS)('a page shows every field of %s', (kind) => {
	const { document, values } = fullDocument(kind);
	const text = shown(document);
	const hidden = [...values].filter(([path, value]) => !text.includes(value) && !NAMED.test(path));
	expect(hidden.map(([path]) => path)).toEqual([]);
});

test('a field that the page doesn’t know is shown with its name', () => {
	const text = shown({ kind: 'order', sampleField: { innerName: ['A1', 'B2'] }, lines: [{ color: 'red' }] });
	expect(text).toMatch(/Sample field Inner name A1, B2/);
	expect(text).toMatch(/Color red/);
});

test.each(['action', 'status'])('what becomes of a line is said in front of its product: %s', (name) => {
	const line = { number: '1', description: 'Widget', [name]: 'deleted', notes: ['Far right'] };
	expect(shown({ kind: 'orderChange', lines: [line] })).toMatch(/1 Deleted Widget .*Far right/);
});

test('an id of a product has its code behind it', () => {
	const text = shown({
		kind: 'order',
		lines: [{ ids: { gtin: '5412345000013', buyer: 'B-1' }, idCodes: { gtin: 'UP', other: 'XX' } }],
	});
	expect(text).toMatch(/GTIN 5412345000013 \(UP\) Buyer B-1 Other XX/);
});

test('10,000 packages with 10,000 lines are no matter of time', () => {
	const lines = Array.from({ length: 10_000 }, () => ({ number: '1' }));
	const packages = lines.map((_, index) => ({ sscc: `S${index}`, lines: [index] }));
	const start = Date.now();
	expect(shown({ kind: 'shipNotice', lines, packages })).toContain('S9999 1 (row 10000)');
	expect(Date.now() - start).toBeLessThan(10_000);
});

test('texts of two directions keep their order, and nothing is cut off on paper', () => {
	const html = pageOf(messageOf({ kind: 'order' }));
	expect(html).toContain('code, span, strong { unicode-bidi: isolate; }');
	// Blanks in a row and line breaks are data.
	expect(html).toContain('h1, p, li, dd, td, .box { white-space: pre-wrap; }');
	expect(html).toContain('.number { text-align: right; white-space: pre; ');
	expect(html).toMatch(
		/@media print \{.*td \{ overflow-wrap: anywhere; \} \.number \{ white-space: pre-wrap; \}/,
	);
});

test.each([
	['order', 'ordered', '24 EA (each)'],
	['order', 'backordered', 'Backordered 24 EA (each)'],
	['orderResponse', 'backordered', 'Backordered 24 EA (each)'],
	['orderResponse', 'confirmed', 'Confirmed 24 EA (each)'],
	['shipNotice', 'shipped', '24 EA (each)'],
	['shipNotice', 'ordered', 'Ordered 24 EA (each)'],
	['invoice', 'invoiced', '24 EA (each)'],
])('in %s, a quantity that is only %s reads “%s”', (kind, name, said) => {
	const text = shown({ kind, lines: [{ number: '1', quantity: { [name]: '24', unit: 'EA' } }] });
	expect(text).toContain(`1 ${said}`);
});

test('lines with one number are told apart where packages and orders name them', () => {
	const text = shown({
		kind: 'shipNotice',
		lines: [{ number: '1' }, { number: '1' }, { number: '2' }],
		orders: [
			{ number: 'PO-1', lines: [0] },
			{ number: 'PO-2', lines: [1, 2] },
		],
		packages: [{ sscc: 'S1', lines: [1, 2] }],
	});
	expect(text).toMatch(/Order PO-1, lines 1 \(row 1\)/);
	expect(text).toMatch(/Order PO-2, lines 1 \(row 2\), 2/);
	expect(text).toMatch(/S1 1 \(row 2\), 2/);
});

test.each([
	['cancel', false, 'Purchase order PO-1 · Cancel'],
	['original', true, 'Purchase order PO-1 · Test'],
	['change', true, 'Purchase order PO-1 · Change · Test'],
	['original', false, 'Purchase order PO-1'],
])('the heading of %s, test %j', (purpose, isTest, heading) => {
	const html = pageOf(messageOf({ kind: 'order', number: 'PO-1', purpose }, { test: isTest }));
	expect(/<h1>(.*?)<\/h1>/.exec(html)![1]).toBe(heading);
});

test('a text with a T in it stays as it is; a time stands behind its date', () => {
	const text = shown({ kind: 'order', dates: { issued: '2026-05-07T14:00', due: 'TBD' } });
	expect(text).toContain('Issued 2026-05-07 14:00');
	expect(text).toContain('Due TBD');
});

test('an issue that occurs several times says so, and names its place in the message as the page does', () => {
	const issue = {
		severity: 'warning',
		code: 'element-trailing-empty',
		message: 'It ends in an empty element',
	};
	const text = shown(
		{ kind: 'order' },
		{
			issues: [
				{ ...issue, level: 'message', tag: 'REF', segment: 20, position: 5, count: 3 },
				{ ...issue, level: 'group', tag: 'GS', segment: 2 },
			],
		},
	);
	expect(text).toContain('Warning: It ends in an empty element (REF, segment 5; 3 times)');
	expect(text).toContain('Warning: It ends in an empty element (GS, segment 2 of the file)');
});

test('what stands outside of the message is shown', () => {
	const text = shown(
		{ kind: 'order' },
		{
			interchange: {
				controlNumber: '1',
				header: [
					['ISA', '00'],
					['TA1', '000000009', '', '', 'R'],
				],
				other: [['ZZ1', 'I']],
				trailer: [],
			},
			group: { header: [['GS', 'PO']], other: [['ZZ2', 'G']], trailer: [] },
		},
	);
	expect(text).toMatch(
		/Outside of the message.*TA1 acknowledgment of the interchange 01 000000009.*ZZ1 01 I.*ZZ2 01 G/,
	);
});

test.each<[string, 'X12' | 'EDIFACT', string]>([
	['CA', 'X12', 'CA (case)'],
	['CA', 'EDIFACT', 'CA'],
	['PA', 'X12', 'PA (pail)'],
	['PA', 'EDIFACT', 'PA (packet)'],
	['ST', 'X12', 'ST (set)'],
	['ST', 'EDIFACT', 'ST'],
	['TNE', 'EDIFACT', 'TNE (metric ton)'],
	['KGM', 'EDIFACT', 'KGM (kg)'],
	['QQ', 'X12', 'QQ'],
])('the unit %s in %s is %s', (unit, standard, said) => {
	const text = shown(
		{ kind: 'order', lines: [{ number: '1', quantity: { ordered: '24', unit } }] },
		{ standard },
	);
	expect(text).toMatch(new RegExp(`24 ${said.replace(/[()]/g, '\\$&')} `));
});

test.each([
	['right-to-left override', '\u202e'],
	['isolate', '\u2066'],
	['right-to-left mark', '\u200f'],
	['zero-width space', '\u200b'],
	['soft hyphen', '\u00ad'],
	['byte order mark', '\ufeff'],
	['line separator', '\u2028'],
	['tag character', '\u{e0031}'],
	['NUL', '\0'],
	['half of a character', '\ud800'],
])('a character that nobody sees, or that changes the order of others, is a sign: %s', (_, character) => {
	const html = pageOf(messageOf({ kind: 'order', number: `1${character}0`, notes: [`9${character}5`] }));
	expect(html).not.toContain(character);
	expect(html).toContain('<p>9\ufffd5</p>');
});

test('joiners of Persian and Indic letters stay', () => {
	const html = pageOf(messageOf({ kind: 'order', notes: ['می‌خواهم'] }));
	expect(html).toContain('<p>می‌خواهم</p>');
});

const OURS =
	/<\/?(?:html|head|title|style|body|h[123]|p|div|ul|li|dl|dt|dd|strong|span|code|table|thead|tbody|tr|th|td|section)(?: class="(?:about|issues|box|boxes|scroll|soft|number)")?>/g;
const BEGINNING =
	/^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="[^"<>]*">\n<meta name="color-scheme" content="light dark">\n/;

test.each([
	'<b>',
	'</title><script>1</script>',
	'"><img src=x>',
	"' onload='x",
	'</style>',
	'<!--',
	'&lt;b&gt;',
	'{{7*7}}',
])('%s is text wherever it stands', (evil) => {
	for (const kind of [...KINDS, evil]) {
		const { document } = fullDocument(KINDS.includes(kind) ? kind : 'order');
		const spoiled = JSON.parse(
			JSON.stringify(document, (key, value: unknown) => {
				if (typeof value === 'string' && key !== 'kind') return evil;
				if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
				return { ...value, ...(key !== '' && { [evil]: evil }) };
			}),
		) as Fields;
		const partner = { qualifier: evil, id: evil };
		const issue = {
			severity: 'error',
			code: evil,
			message: evil,
			tag: evil,
			segment: evil,
			level: 'message',
		};
		const html = pageOf(
			messageOf(
				{ ...spoiled, kind, [evil]: evil, unmapped: [{ index: 0 }] },
				{
					...{ type: evil, version: evil, controlNumber: evil, sender: partner, receiver: partner },
					issues: [issue],
					segments: [[evil, evil, [evil, evil], { repetitions: [evil, [evil]] }]],
					interchange: { controlNumber: evil, header: [['ISA'], [evil, evil]], other: [[evil, evil]] },
				},
			),
		);
		const rest = html
			.replace(BEGINNING, '')
			.replace(/<style>[^<]*<\/style>/, '')
			.replace(OURS, '');
		expect(rest).not.toMatch(/[<>"']/);
		expect(rest).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39);)/);
	}
});

test('the page says who sent the interchange to whom, and when', () => {
	const text = shown(
		{ kind: 'order' },
		{
			sender: { qualifier: '14', id: 'ACME', groupId: 'ACMEPO', internalId: 'DEPT' },
			receiver: { id: 'GIANT', groupId: 'GIANT' },
			association: 'EAN008',
			interchange: { controlNumber: '7', date: '2026-05-07', time: '12:30', header: [['UNB']], trailer: [] },
		},
	);
	expect(text).toContain(
		'From 14 ACME (ACMEPO, DEPT) to GIANT X12 850 004010 EAN008 · interchange 7 · 2026-05-07 12:30',
	);
});

test.each<[string, 'X12' | 'EDIFACT', string]>([
	['PAT', 'EDIFACT', 'PAT terms of payment 01'],
	['PAT', 'X12', 'PAT 01'],
	['MOA', 'EDIFACT', 'MOA amount 01'],
	['MOA', 'X12', 'MOA 01'],
	['PER', 'X12', 'PER contact 01'],
	['PER', 'EDIFACT', 'PER 01'],
])('what %s is about in %s', (tag, standard, said) => {
	const html = pageOf(messageOf({}, { document: undefined, standard, type: '837', segments: [[tag, 'X']] }));
	expect(readable(html)).toContain(`${said} X`);
});
