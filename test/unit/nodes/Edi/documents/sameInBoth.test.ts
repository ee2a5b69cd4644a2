import { NotWritable } from '../../../../../nodes/Edi/interchange/notWritable';
import type { StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { interchangeIn } from '../files';
import { documentIn, fileOf, settingsFor, STANDARDS } from './files';

type Fields = Record<string, unknown>;

/** What is read of what was written, and what wasn't written; or the refusal. */
function writtenAndRead(standard: StandardName, document: Fields, isFromOther = false): Fields | string {
	const settings = settingsFor(standard);
	try {
		const { bytes, notWritten } = fileOf(document, settings, isFromOther);
		const { unmapped, ...read } = documentIn(interchangeIn(bytes), settings);
		return { ...read, notWritten, unmapped };
	} catch (error) {
		expect(error).toBeInstanceOf(NotWritable);
		return (error as Error).message;
	}
}

const invoice = (fields: Fields): Fields => ({
	kind: 'invoice',
	number: 'I-1',
	dates: { issued: '2026-05-07' },
	lines: [{ quantity: { invoiced: '1', unit: 'EA' }, price: { amount: '2' } }],
	totals: { gross: '2' },
	...fields,
});

const shipNotice = (fields: Fields): Fields => ({
	kind: 'shipNotice',
	number: 'S-1',
	dates: { issued: '2026-05-07' },
	lines: ['1', '2', '3'].map((shipped) => ({ quantity: { shipped, unit: 'EA' } })),
	...fields,
});

describe.each(STANDARDS)('%s', (standard) => {
	test.each([
		['invoice', 'creditNote'],
		['invoice', 'goodsCreditNote'],
		['creditNote', 'invoice'],
		['creditNote', 'corrected'],
	])('the kind %s and the type %s contradict each other', (kind, documentType) => {
		expect(writtenAndRead(standard, invoice({ kind, documentType }))).toBe(
			`documentType is “${documentType}”, and the kind of the document is “${kind}”`,
		);
	});

	test.each([undefined, null, '', 'creditNote'])('a credit note with the type %p is one', (documentType) => {
		const document = writtenAndRead(standard, invoice({ kind: 'creditNote', documentType }), true);
		expect(document).toMatchObject({ kind: 'creditNote', notWritten: [] });
	});

	test('the orders of a shipment may stand in any order', () => {
		const orders = [
			{ number: 'A', lines: [1] },
			{ number: 'B', lines: [2, 0] },
		];
		const document = writtenAndRead(
			standard,
			shipNotice({
				orders,
				packages: [
					{ sscc: '1', lines: [0] },
					{ sscc: '2', lines: [1] },
				],
			}),
		);
		expect(document).toMatchObject({ notWritten: [] });
		const { orders: read, lines } = document as {
			orders: { number: string; lines: number[] }[];
			lines: Fields[];
		};
		const shippedBy = (number: string) =>
			read.find((each) => each.number === number)!.lines.map((line) => lines[line]!.quantity);
		expect(shippedBy('A')).toEqual([{ shipped: '2', unit: 'EA' }]);
		expect(shippedBy('B')).toEqual(
			expect.arrayContaining([
				{ shipped: '1', unit: 'EA' },
				{ shipped: '3', unit: 'EA' },
			]),
		);
	});

	test.each([undefined, [0, 1, 2]])(
		'the only order of a shipment may stand in orders, with the lines %p',
		(lines) => {
			const order = { number: 'A', date: '2026-05-01', lines };
			expect(writtenAndRead(standard, shipNotice({ orders: [order] }))).toMatchObject({ notWritten: [] });
		},
	);

	test('an order that a line of a shipment names is written', () => {
		const references = [{ type: 'order', value: 'A' }];
		const lines = [{ quantity: { shipped: '1', unit: 'EA' }, references }];
		expect(writtenAndRead(standard, shipNotice({ lines }))).toMatchObject({ notWritten: [] });
	});

	test('what the reference to the order of a shipment says besides is written or listed', () => {
		const references = [{ type: 'order', value: 'A', text: 'Spring' }];
		expect(writtenAndRead(standard, shipNotice({ references }))).toMatchObject({
			references: [{ type: 'order', value: 'A' }],
			notWritten: ['references[0].text'],
		});
	});
});

test('a credit note whose type X12 has no code for is still a credit note', () => {
	const document = writtenAndRead(
		'X12',
		invoice({ kind: 'creditNote', documentType: 'goodsCreditNote' }),
		true,
	);
	expect(document).toMatchObject({
		kind: 'creditNote',
		documentType: 'creditNote',
		notWritten: ['documentType'],
	});
});

test.each([
	[
		{
			orders: [
				{ number: 'A', lines: [0] },
				{ number: 'A', lines: [1, 2] },
			],
		},
		'orders[1].number is "A", as that of orders[0]. Put the lines of both into one',
	],
	[
		{ orders: [{ number: 'A', lines: [0, 1, 2] }], references: [{ type: 'order', value: 'B' }] },
		'orders stand beside a reference to an order, which is for all lines. Remove that, or `orders`',
	],
])('orders that EDIFACT can’t tell apart are refused: %j', (fields, refusal) => {
	expect(writtenAndRead('EDIFACT', shipNotice(fields))).toBe(refusal);
});
