import { INVOICE_TYPES } from '../codes/documentTypes';
import { PURPOSES } from '../codes/purposes';
import { REFERENCES } from '../codes/references';
import { count, decimal, implied, text } from '../engine/forms';
import { coded, dateOnly, referenceTo, value } from '../engine/mappings';
import { segment, texts, unmapped } from '../engine/rules';
import type { MessageTable } from '../engine/table';
import { x12Allocations } from '../topics/allocations';
import { x12Allowances, x12Counts, x12Taxes } from '../topics/amounts';
import { x12Contacts } from '../topics/contacts';
import { x12Currency } from '../topics/currency';
import { x12Dates } from '../topics/dates';
import { asInvoice, INVOICE_KINDS } from '../topics/invoiceKind';
import { x12Descriptions, x12InvoiceLineAmount, x12Line, x12Packaging, x12Prices } from '../topics/lines';
import { x12Parties } from '../topics/parties';
import { x12N9, x12References } from '../topics/references';
import { INVOICE_SUBLINES } from '../topics/sublines';
import { x12Delivery, x12Terms } from '../topics/terms';
import { TRANSPORT_MODES } from '../topics/transport';

/** The taxes on an allowance or a charge. */
const SAC_TAXES = [unmapped('TXI', ['DTM']), unmapped('DTM')];

/** 810: invoice, and credit note. */
export const x12Invoice: MessageTable = {
	standard: 'X12',
	type: '810',
	group: 'IN',
	...INVOICE_KINDS,
	beforeWriting: (document, kind) => asInvoice(document, kind, 'X12'),
	rules: [
		segment(
			'BIG',
			[
				dateOnly('1', 'dates.issued', { isRequired: true }),
				value('2', 'number', text(22), { isRequired: true }),
				dateOnly('3', 'dates.order'),
				referenceTo('order', '4', 22),
				value('5', 'release', text(30)),
				coded('7', 'documentType', INVOICE_TYPES, { maxLength: 2 }),
				coded('8', 'purpose', PURPOSES, { maxLength: 2, isExact: true }),
			],
			{ isMandatory: true },
		),
		texts('NTE', 'notes', ['2'], 80, { usual: { '1': 'GEN' } }),
		x12Currency,
		x12References,
		x12Contacts,
		x12Parties(),
		x12Terms,
		x12Dates,
		x12Delivery,
		...x12N9.slice(1),
		unmapped('V1', ['R4', 'DTM']),
		x12Line({
			tag: 'IT1',
			quantity: 'invoiced',
			quantityLength: [10, 15],
			notes: ['P020304'],
			rules: [
				x12Taxes,
				x12Prices,
				x12InvoiceLineAmount,
				...x12Descriptions,
				x12Packaging,
				x12References,
				x12Allocations,
				x12Dates,
				x12Allowances(SAC_TAXES),
				x12Parties(),
			],
			others: [
				...['CUR', 'PER', 'ITD', 'FOB', 'MSG', 'CAD', 'IT3', 'QTY', 'MEA'].map((tag) => unmapped(tag)),
				INVOICE_SUBLINES,
				unmapped('V1', ['R4', 'DTM']),
			],
		}),
		segment(
			'TDS',
			[
				value('1', 'totals.gross', implied(2, 15), { isRequired: true }),
				value('2', 'totals.discountable', implied(2, 15)),
				value('3', 'totals.discounted', implied(2, 15)),
				value('4', 'totals.discount', implied(2, 15)),
			],
			{ isMandatory: true },
		),
		x12Taxes,
		segment(
			'CAD',
			[
				coded('1', 'transport.mode', TRANSPORT_MODES, { maxLength: 2 }),
				value('4', 'transport.carrier', text(4, 2)),
				value('5', 'transport.name', text(35)),
				coded('7', 'transport.referenceType', REFERENCES),
				value('8', 'transport.reference', text([30, 50])),
			],
			{ notes: ['R0405', 'C0708'] },
		),
		x12Allowances(SAC_TAXES),
		segment(
			'ISS',
			[
				value('1', 'totals.packages', count(10)),
				value('2', 'totals.packagesUnit', text(2, 2), { goesAlong: true }),
				value('3', 'totals.weight', decimal(10)),
				value('4', 'totals.weightUnit', text(2, 2), { goesAlong: true }),
			],
			{ notes: ['P0102', 'P0304'] },
		),
		x12Counts,
	],
};
