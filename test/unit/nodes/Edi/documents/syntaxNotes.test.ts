import { asMessage } from '../../../../../nodes/Edi/documents/asMessage';
import { NotWritable } from '../../../../../nodes/Edi/interchange/notWritable';
import type { StandardName } from '../../../../../nodes/Edi/interchange/tree';
import { settingsFor } from './files';

type Fields = Record<string, unknown>;

const QUANTITIES: Record<string, string> = { order: 'ordered', invoice: 'invoiced', shipNotice: 'shipped' };

function documentOf(kind: string, { line = {}, ...fields }: Fields & { line?: Fields }): Fields {
	const quantity = { [QUANTITIES[kind]!]: '5', unit: 'EA' };
	return {
		kind,
		number: 'N-1',
		dates: { issued: '2026-05-07' },
		lines: [{ number: '1', quantity, price: { amount: '2' }, ...line }],
		...fields,
		...(kind === 'invoice' && { totals: { gross: '10', ...(fields.totals as Fields) } }),
	};
}

function refusalOf(standard: StandardName, document: Fields): string {
	try {
		asMessage(document, settingsFor(standard), 1);
	} catch (error) {
		expect(error).toBeInstanceOf(NotWritable);
		return (error as Error).message;
	}
	return 'is written';
}

const charge = { type: 'charge', service: 'freight' };

test.each<[kind: string, fields: Fields, refusal: string]>([
	[
		'order',
		{ allowancesCharges: [{ type: 'charge', amount: '1' }] },
		'allowancesCharges[0].service is missing: X12 needs it (SAC R02)',
	],
	[
		'order',
		{ allowancesCharges: [{ ...charge, percentBasis: '3' }] },
		'allowancesCharges[0].percent is missing: X12 needs it beside percentBasis (SAC P0607)',
	],
	[
		'order',
		{ line: { allowancesCharges: [{ ...charge, quantity: '3' }] } },
		'lines[0].allowancesCharges[0].unit is missing: X12 needs it beside quantity (SAC P0910)',
	],
	[
		'invoice',
		{ line: { price: undefined } },
		'lines[0].price.amount is missing: X12 needs it beside quantity.invoiced, quantity.unit (IT1 P020304)',
	],
	[
		'order',
		{ line: { price: { basis: 'PE' } } },
		'lines[0].price.amount is missing: X12 needs it beside price.basis (PO1 C0504)',
	],
	[
		'order',
		{ taxes: [{ type: 'VAT', base: '5', amount: '1' }] },
		'taxes[0].rate is missing: X12 needs it beside base (TXI C0803)',
	],
	[
		'order',
		{ taxes: [{ type: 'VAT' }] },
		'taxes[0].amount is missing: X12 needs it, or rate, or category (TXI R020306)',
	],
	[
		'order',
		{ line: { packaging: { size: '5' } } },
		'lines[0].packaging.unit is missing: X12 needs it beside packaging.size (PO4 P0203)',
	],
	[
		'order',
		{ line: { prices: [{ type: 'catalogue', amount: '5', per: '2' }] } },
		'lines[0].prices[0].unit is missing: X12 needs it beside per (CTP P0405)',
	],
	[
		'order',
		{ terms: { discountPercent: '2' } },
		'terms.discountDueDate is missing: X12 needs it, or discountDays, or dayOfMonth beside discountPercent (ITD L03040513)',
	],
	[
		'order',
		{ references: [{ type: 'department' }] },
		'references[0].value is missing: X12 needs it, or text (REF R0203)',
	],
	[
		'shipNotice',
		{ totals: { weight: '5' } },
		'totals.weightUnit is missing: X12 needs it beside totals.weight (TD1 P0708)',
	],
	[
		'shipNotice',
		{ packages: [{ sscc: '1', volume: '5', lines: [0] }] },
		'packages[0].volumeUnit is missing: X12 needs it beside volume (TD1 P0910)',
	],
	[
		'shipNotice',
		{ line: { quantity: { shipped: '5' } } },
		'lines[0].quantity.unit is missing: X12 needs it (SN1 R03)',
	],
	[
		'invoice',
		{ totals: { packages: 5 } },
		'totals.packagesUnit is missing: X12 needs it beside totals.packages (ISS P0102)',
	],
	['order', { allowancesCharges: [{ ...charge, percent: '3' }] }, 'is written'],
	['order', { references: [{ type: 'contract', text: 'As agreed' }] }, 'is written'],
])('%s with %j', (kind, fields, refusal) => {
	expect(refusalOf('X12', documentOf(kind, fields))).toBe(refusal);
});

test('EDIFACT has other rules', () => {
	const terms = { discountPercent: '2' };
	expect(refusalOf('EDIFACT', documentOf('invoice', { line: { price: undefined }, terms }))).toBe(
		'is written',
	);
});
