import { asMessage } from '../../../../../nodes/Edi/documents/asMessage';
import { NotWritable } from '../../../../../nodes/Edi/interchange/notWritable';
import type { Segment, StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { settingsFor, STANDARDS } from './files';
import { read } from './reading';

type Fields = Record<string, unknown>;

const QUANTITIES: Record<string, string> = { order: 'ordered', invoice: 'invoiced', shipNotice: 'shipped' };

const documentOf = (kind: string, fields: Fields = {}, line: Fields = {}): Fields => ({
	kind,
	number: 'N-1',
	dates: { issued: '2026-05-07' },
	lines: [
		{
			number: '1',
			price: { amount: '2' },
			quantity: { [QUANTITIES[kind] ?? 'ordered']: '5', unit: 'EA' },
			...line,
		},
	],
	...(kind === 'invoice' && { totals: { gross: '10' } }),
	...fields,
});

function written(standard: StandardName, document: Fields, version?: string) {
	const { json, notWritten } = asMessage(document, settingsFor(standard, version), 1);
	const segments = (json.segments as Segment[]).slice(1, -1);
	return { segments: segments.map((segment) => segment.join('*')), notWritten };
}

function refusalOf(standard: StandardName, document: Fields): string {
	try {
		return `is written: ${written(standard, document).segments.join(' ')}`;
	} catch (error) {
		expect(error).toBeInstanceOf(NotWritable);
		return (error as Error).message;
	}
}

describe.each(STANDARDS)('%s', (standard) => {
	test('a feature that is read as the description is to be given as such', () => {
		expect(refusalOf(standard, documentOf('order', {}, { features: [{ text: 'Red' }] }))).toBe(
			'lines[0].features[0] stands beside “lines[0].description”, which there is none of. Move it there',
		);
	});

	test('the tax id of a party is to be given as such', () => {
		const parties = { buyer: { name: 'A', references: [{ type: 'taxId', value: '5' }] } };
		expect(refusalOf(standard, documentOf('order', { parties }))).toBe(
			'parties.buyer.references[0] stands beside “parties.buyer.taxId”, which there is none of. Move it there',
		);
		const both = { buyer: { name: 'A', taxId: '4', references: [{ type: 'taxId', value: '5' }] } };
		expect(refusalOf(standard, documentOf('order', { parties: both }))).toMatch(/^is written/);
	});

	test('a party that says nothing is none', () => {
		const { segments } = written(
			standard,
			documentOf('order', { parties: { seller: {}, buyer: { ids: [] } } }),
		);
		expect(segments.filter((each) => /^(N1|NAD)/.test(each))).toEqual([]);
	});

	test('a shop in a thousand gets its quantity', () => {
		const allocations = Array.from({ length: 1_500 }, (_, index) => ({
			location: String(index),
			quantity: '1',
			unit: 'EA',
		}));
		expect(written(standard, documentOf('order', {}, { allocations })).notWritten).toEqual([]);
	});
});

test('a price type needs an amount', () => {
	expect(refusalOf('EDIFACT', documentOf('order', {}, { price: { type: 'net', basis: 'CA' } }))).toBe(
		'lines[0].price.amount is missing',
	);
});

test('an order response says what it says to the order in one place', () => {
	const document = documentOf('orderResponse', {
		purpose: 'change',
		response: 'changed',
		references: [{ type: 'order', value: 'P-1' }],
	});
	expect(refusalOf('EDIFACT', document)).toBe(
		'purpose is “change”, which a response says as “response”: “changed”. Leave it out',
	);
});

test('what the reference to the order says besides, in a response, is listed', () => {
	const document = documentOf('orderResponse', {
		response: 'accepted',
		dates: { order: '2026-05-01' },
		references: [{ type: 'order', value: 'P-1', date: '2026-05-02', notes: ['Call'] }],
	});
	const { segments, notWritten } = written('X12', document);
	expect(segments.filter((each) => /^(N9|REF)/.test(each))).toEqual([]);
	expect(notWritten).toEqual(['references[0].date', 'references[0].notes[0]']);
});

test.each([
	['order', 'BEG*00*SA*N-1**20260507'],
	['invoice', 'BIG*20260507*N-1'],
])('a time that X12 has no place for is listed: %s', (kind, first) => {
	const { segments, notWritten } = written(
		'X12',
		documentOf(kind, { dates: { issued: '2026-05-07T14:00' } }),
	);
	expect(segments[0]).toBe(first);
	expect(notWritten).toEqual(['dates.issued']);
});

test('a price whose type X12 has no code for is no price without a type', () => {
	const prices = [
		{ type: 'gross', amount: '12' },
		{ type: 'list', amount: '11' },
	];
	const { segments, notWritten } = written('X12', documentOf('order', {}, { prices }));
	expect(segments.filter((each) => each.startsWith('CTP'))).toEqual(['CTP**LPR*11']);
	expect(notWritten).toEqual(['lines[0].prices[0].type', 'lines[0].prices[0].amount']);
});

test('equipment needs its type in EDIFACT', () => {
	expect(refusalOf('EDIFACT', documentOf('order', { transport: { equipment: 'ABCU1234567' } }))).toMatch(
		/^transport\.equipmentType is missing/,
	);
});

test('a party needs a name or an id in X12', () => {
	expect(refusalOf('X12', documentOf('order', { parties: { buyer: { city: 'Ghent' } } }))).toBe(
		'parties.buyer.name is missing, and there is no id: X12 needs one of them',
	);
});

test('notes are MSG in 004010 and MTX in 005010', () => {
	const document = documentOf('order', { notes: ['Call'] }, { notes: ['Fragile'] });
	const notesIn = (version: string) =>
		written('X12', document, version).segments.filter((each) => /^(N9|MSG|MTX)/.test(each));
	expect(notesIn('004010')).toEqual(['N9*L1*NOTES', 'MSG*Call', 'MSG*Fragile']);
	expect(notesIn('005010')).toEqual(['N9*L1*NOTES', 'MTX**Call', 'MTX**Fragile']);
	const { document: again, unmapped } = read(
		'850',
		'N9*L1*NOTES\nMTX**Call\nPO1*1*5*EA\nMTX**Fragile\nMSG*Old',
		'005010',
	);
	expect(again).toMatchObject({ notes: ['Call'], lines: [{ notes: ['Fragile', 'Old'] }] });
	expect(unmapped).toEqual([]);
});

test('an entry of which only a part is written keeps its place', () => {
	const terms = { terms: { days: 30 }, otherTerms: [{ dueDate: '2026-05-07T14:00' }, { days: 5 }] };
	const { segments, notWritten } = written('X12', documentOf('order', terms));
	expect(segments.filter((each) => each.startsWith('ITD'))).toEqual([
		'ITD*******30',
		'ITD******20260507',
		'ITD*******5',
	]);
	expect(notWritten).toEqual(['otherTerms[0].dueDate']);
});

test.each<[line: Fields, acks: string[]]>([
	[{ status: 'backordered', quantity: { ordered: '5', backordered: '4', unit: 'EA' } }, ['ACK*IB*4*EA']],
	[{ status: 'backordered' }, ['ACK*IB']],
	[{ status: 'accepted' }, ['ACK*IA']],
	[{ status: 'accepted', quantity: { confirmed: '3', unit: 'EA' } }, ['ACK*IA*3*EA']],
	[{ status: 'backordered', statusCode: 'BP' }, ['ACK*BP']],
	[
		{ status: 'changed', quantity: { ordered: '5', backordered: '4', confirmed: '1', unit: 'EA' } },
		['ACK*IB*4*EA', 'ACK*IC*1*EA'],
	],
])('a line that is %j', (line, acks) => {
	const document = documentOf(
		'orderResponse',
		{
			response: 'changed',
			references: [{ type: 'order', value: 'PO-1' }],
			dates: { issued: '2026-05-07', order: '2026-05-01' },
		},
		line,
	);
	expect(written('X12', document).segments.filter((each) => each.startsWith('ACK'))).toEqual(acks);
});

test.each([
	['D.96A', 70],
	['D.01B', 512],
])('a note goes on over the components of FTX: %s', (version, size) => {
	const notes = [`${'word '.repeat(size)}end`.slice(-4 * size), 'x'.repeat(size), 'Short'];
	const { segments } = written('EDIFACT', documentOf('order', { notes }), version);
	const texts = segments
		.filter((each) => each.startsWith('FTX'))
		.map((each) => each.split('*')[4]!.split(','));
	expect(texts.map((components) => components.map(({ length }) => length))).toEqual([
		[size, size, size, size],
		[size],
		[5],
	]);
	expect(refusalOf('EDIFACT', documentOf('order', { notes: ['x'.repeat(351)] }))).toBe(
		'notes[0] has 351 characters; at most 350 are allowed',
	);
});

describe.each(STANDARDS)('%s: without lines', (standard) => {
	test.each(['order', 'shipNotice', 'invoice'])('%s is refused', (kind) => {
		for (const lines of [undefined, null, []])
			expect(refusalOf(standard, documentOf(kind, { lines }))).toBe(
				'lines has no entry, and at least one is needed',
			);
	});
});
