import { NotWritable } from '../../../../../nodes/Edi/interchange/notWritable';
import type { StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { fileOf, settingsFor, STANDARDS } from './files';
import { PAIRS } from './pairs';

/** The document of a pair with another value at a path; without it, if that is undefined. */
function changed(kind: string, path: string, value: unknown): Record<string, unknown> {
	const document = structuredClone(PAIRS.find((pair) => pair.document.kind === kind)!.document);
	const keys = path.replace(/\[(\d+)\]/g, '.$1').split('.');
	const last = keys.pop()!;
	let object = document;
	for (const key of keys) object = (object[key] ??= {}) as Record<string, unknown>;
	object[last] = value;
	return document;
}

/** The error of a document: its path and its reason. */
function refusalOf(standard: StandardName, document: Record<string, unknown>): string {
	try {
		fileOf(document, settingsFor(standard));
	} catch (error) {
		expect(error).toBeInstanceOf(NotWritable);
		return (error as Error).message;
	}
	return 'is written';
}

const expectBeginning = (message: string, beginning: string): void =>
	expect(message.slice(0, beginning.length)).toBe(beginning);

type Case = [kind: string, path: string, value: unknown, refusal: string];

const inAll = (kinds: string[], path: string, value: unknown, refusal: string): Case[] =>
	kinds.map((kind) => [kind, path, value, refusal]);

const KINDS = 'order, orderResponse, orderChange, shipNotice, invoice, creditNote';
const DATE = 'A date is such as 2026-05-07, or 2026-05-07T14:30 with its local time';
const NUMBER =
	'A number has digits and at most one decimal point, without thousands separators, such as 1234.50';
const withDate = (date: unknown): Case[] =>
	inAll(
		['order', 'invoice', 'shipNotice'],
		'dates.issued',
		date,
		`dates.issued is “${String(date)}”. ${DATE}`,
	);
const withAmount = (amount: unknown): Case[] =>
	inAll(
		['order', 'invoice'],
		'lines[0].price.amount',
		amount,
		`lines[0].price.amount is “${String(amount)}”. ${NUMBER}`,
	);
const quantity = (kind: string, name: string): Case[] => [
	[kind, `lines[0].quantity.${name}`, undefined, `lines[0].quantity.${name} is missing`],
	[kind, 'lines[0].quantity', undefined, `lines[0].quantity.${name} is missing`],
	[kind, `lines[0].quantity.${name}`, ' ', `lines[0].quantity.${name} is missing`],
];
const noText = (path: string): Case[] => [
	['order', path, {}, `${path} is an object, and must be text`],
	['order', path, ['x'], `${path} is a list, and must be text`],
	['order', path, true, `${path} is true, and must be text`],
	['order', path, NaN, `${path} is NaN, and must be text`],
	['order', path, Infinity, `${path} is Infinity, and must be text`],
];

const CASES: Case[] = [
	...[undefined, null, '', ' '].flatMap((none) =>
		inAll(['order', 'shipNotice', 'invoice', 'creditNote'], 'number', none, 'number is missing'),
	),
	['order', 'kind', 'bill', `kind is “bill”, which is none of ${KINDS}`],
	['order', 'kind', 7, `kind is 7, which is none of ${KINDS}`],
	['order', 'kind', ['order'], `kind is ["order"], which is none of ${KINDS}`],
	['order', 'kind', undefined, `kind is missing. It is one of ${KINDS}`],
	...quantity('order', 'ordered'),
	...quantity('invoice', 'invoiced'),
	...quantity('creditNote', 'invoiced'),
	...quantity('shipNotice', 'shipped'),
	...['2026-02-30', '20260507', 'tomorrow', '05/07/2026', 20260507].flatMap(withDate),
	...['2026-05-07T14:00Z', '2026-05-07T14:00+02:00', '2026-05-07T25:00', '2026-05-07T14:00:00.000Z'].flatMap(
		withDate,
	),
	...['1,234.50', '1.234,50', '1 234.50', '$9', '9,95', '.5', '-', 1e21, 1e-7].flatMap(withAmount),
	['invoice', 'totals.gross', '1,274.00', `totals.gross is “1,274.00”. ${NUMBER}`],
	...noText('number'),
	...noText('parties.buyer.name'),
	...noText('notes[0]'),
	...noText('lines[0].price.amount'),
	...noText('lines[0].ids.gtin'),
	...noText('dates.issued'),
	['order', 'number', 'a\nb', 'number contains a line break'],
	['order', 'number', 'a\tb', 'number contains a control character'],
	['order', 'notes', 'Call', 'notes is "Call", and must be a list'],
	['order', 'lines', {}, 'lines is an object, and must be a list'],
	['order', 'lines[0]', 'x', 'lines[0] is "x", and must be an object'],
	['order', 'lines[0]', null, 'lines[0] is no object'],
	['order', 'lines[0].quantity', 24, 'lines[0].quantity is 24, and must be an object'],
	['order', 'parties.buyer', [], 'parties.buyer is a list, and must be an object'],
	['order', 'references', { type: 'contract' }, 'references is an object, and must be a list'],
	['order', 'nmber', '1', 'nmber is no field of a document. Here there are allowancesCharges, '],
	[
		'order',
		'lines[0].price.amout',
		'1',
		'lines[0].price.amout is no field of a document. Here there are amount, basis, per, type, typeCode, unit. Remove it, or put the document into a field “document”',
	],
	[
		'order',
		'parties.buyer.nme',
		'x',
		'parties.buyer.nme is no field of a document. Here there are addressLines, ',
	],
	[
		'order',
		'parties.buyer.ids[0].valu',
		'x',
		'parties.buyer.ids[0].valu is no field of a document. Here there are scheme, value.',
	],
	...inAll(
		['order', 'orderResponse', 'shipNotice', 'invoice'],
		'totals.lines',
		9,
		'totals.lines is 9, and there are ',
	),
	['order', 'lines', [], 'totals.lines is 2, and there are 0 lines. Leave it out: it is counted'],
	[
		'shipNotice',
		'packages[0].parent',
		0,
		'packages[0].parent is 0; it is the place of the package around it',
	],
	[
		'shipNotice',
		'packages[0].parent',
		7,
		'packages[0].parent is 7; it is the place of the package around it',
	],
	['shipNotice', 'packages[0].lines', [7], 'packages[0].lines[0] is 7; a line is a number from 0 to 1'],
	['shipNotice', 'packages[0].lines', ['0'], 'packages[0].lines[0] is "0"; a line is a number from 0 to 1'],
	['shipNotice', 'packages[0].lines', [-1], 'packages[0].lines[0] is -1; a line is a number from 0 to 1'],
	['shipNotice', 'packages[0].lines', [0, 0], 'packages[0].lines[1] is 0, which is there already'],
	['shipNotice', 'packages[0].level', 'box', 'packages[0].level is "box"; it is “tare”, or there is none'],
	[
		'order',
		'parties.bayer',
		{ name: 'A' },
		'parties.bayer is “bayer”, which is none of buyer, seller, shipTo, ',
	],
	['order', 'parties.ZZ', { name: 'A' }, 'parties.ZZ is “ZZ”, which is none of buyer, seller, shipTo, '],
	['order', 'otherParties', [{ name: 'A' }], 'otherParties[0].role is missing. It is buyer, seller, '],
	[
		'order',
		'parties.buyer.ids[0].scheme',
		'nobody',
		'parties.buyer.ids[0].scheme is “nobody”, which is none of GLN, DUNS, ',
	],
	['order', 'parties.buyer.ids[0].value', undefined, 'parties.buyer.ids[0].value is missing'],
	['order', 'references[0].type', 'contrct', 'references[0].type is “contrct”, which is none of order, '],
	['order', 'references[0].type', 'ZZ', 'references[0].type is “ZZ”, which is none of order, '],
	[
		'order',
		'lines[0].ids.artikel',
		'x',
		'lines[0].ids.artikel is “artikel”, which is none of gtin, buyer, supplier, ',
	],
	['order', 'purpose', 'orginal', 'purpose is “orginal”, which is none of original, cancel, '],
	[
		'orderResponse',
		'lines[0].status',
		'acepted',
		'lines[0].status is “acepted”, which is none of accepted, ',
	],
	[
		'order',
		'dates.deliver',
		'2026-05-05',
		'dates.deliver is no field of a document. Here there are arrived, bestBefore, ',
	],
];

describe.each(STANDARDS)('%s', (standard) => {
	test.each(CASES)('%s with %s = %p', (kind, path, value, refusal) => {
		expectBeginning(refusalOf(standard, changed(kind, path, value)), refusal);
	});

	const paths: [kind: string, path: string][] = [
		...['number', 'notes[0]', 'parties.buyer.name', 'parties.buyer.street[1]', 'parties.shipTo.ids[0].value'],
		...['parties.buyer.contacts[0].email', 'references[0].value', 'incotermPlace', 'lines[0].ids.supplier'],
		...['lines[0].description', 'lines[0].allocations[1].location', 'allowancesCharges[0].text'],
	].map((path): [string, string] => ['order', path]);
	paths.push(
		...['packages[1].sscc', 'lines[1].ids.gtin', 'references[0].value', 'references[1].value'].map(
			(path): [string, string] => ['shipNotice', path],
		),
		['shipNotice', 'transport.name'],
		['orderResponse', 'references[0].value'],
		['invoice', 'references[0].value'],
		['invoice', 'parties.remitTo.taxId'],
		['invoice', 'lines[0].allowancesCharges[0].text'],
	);

	test.each(paths)('%s with a character in %s that can’t be written', (kind, path) => {
		const character = standard === 'X12' ? '*' : '漢';
		const message = refusalOf(standard, changed(kind, path, `A${character}`));
		expectBeginning(message, `${path} contains “${character}”, which `);
	});

	test.each(paths)('%s with a value that is too long in %s', (kind, path) => {
		const message = refusalOf(standard, changed(kind, path, 'x'.repeat(600)));
		expectBeginning(message, `${path} has 600 characters; at most `);
	});

	test('names every line that several packages hold', () => {
		expect(refusalOf(standard, changed('shipNotice', 'packages[1].lines', [0, 1]))).toMatch(
			/^packages\[[01]\]\.lines hold line 0, and so does packages\[[01]\]/,
		);
	});

	test('names every problem, the first one first', () => {
		const document = { ...changed('order', 'number', true), currency: 'EURO', notes: ['x'.repeat(600)] };
		const message = refusalOf(standard, document);
		expect(message).toMatch(/^number is true, .*; currency has 4 characters.*; /);
		expect(message).toContain('; notes[0] has 600 characters');
	});

	test('says how many problems there are beyond the first five', () => {
		const lines = Array.from({ length: 9 }, () => ({ quantity: { ordered: 'x', unit: 'EA' } }));
		const message = refusalOf(standard, { ...changed('order', 'totals', undefined), lines });
		expect(message.match(/lines\[\d\]\.quantity\.ordered/g)).toHaveLength(5);
		expect(message).toMatch(/; and 4 more$/);
	});
});

test('a separator may stand in EDIFACT, and a letter of any script in X12', () => {
	expect(refusalOf('EDIFACT', changed('order', 'notes[0]', "A*B~C:D+E'F?G"))).toBe('is written');
	expect(refusalOf('X12', changed('order', 'notes[0]', '漢'))).toBe('is written');
});

test.each(STANDARDS)(
	'%s: blanks around a value, zeros of a number and what is null say nothing',
	(standard) => {
		const document = {
			...changed('order', 'parties.buyer.name', ' Acme Stores '),
			release: null,
			currency: '',
		};
		const line = { quantity: { ordered: ' 024.50 ', unit: 'EA ' }, price: { amount: 9.5 }, description: ' ' };
		const [{ bytes, notWritten }] = [
			fileOf({ ...document, totals: null, lines: [line], references: [] }, settingsFor(standard)),
		];
		expect(notWritten).toEqual([]);
		expect(bytes.toString()).toContain(standard === 'X12' ? 'PO1**24.50*EA*9.5~' : "QTY+21:24.50:EA'");
	},
);
