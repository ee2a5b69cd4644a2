import { INVOICE_TYPES } from '../codes/documentTypes';
import type { MessageTable } from '../engine/table';
import { edifactAllowances, edifactCounts, edifactTaxes, edifactInvoiceTotals } from '../topics/amounts';
import { edifactBeginning, edifactSummary } from '../topics/beginning';
import { edifactCurrency } from '../topics/currency';
import { edifactDates } from '../topics/dates';
import { asInvoice, INVOICE_KINDS } from '../topics/invoiceKind';
import { EDIFACT_HEAD_REST, edifactInvoiceItem, edifactLine, edifactNotes } from '../topics/lines';
import { dateFromReference, dateToReference } from '../topics/orderDate';
import { edifactParties } from '../topics/parties';
import { edifactReferences } from '../topics/references';
import { edifactDelivery, edifactTerms, edifactTermsText } from '../topics/terms';
import { edifactCarrier } from '../topics/transport';

/** INVOIC: invoice, and credit note. */
export const edifactInvoice: MessageTable = {
	standard: 'EDIFACT',
	type: 'INVOIC',
	...INVOICE_KINDS,
	rules: [
		edifactBeginning(INVOICE_TYPES, { usual: 'invoice' }),
		edifactDates,
		edifactTermsText,
		edifactNotes,
		edifactReferences,
		edifactParties,
		...edifactCurrency('4'),
		...edifactTerms,
		...edifactCarrier,
		edifactDelivery,
		edifactAllowances,
		...EDIFACT_HEAD_REST,
		edifactLine(edifactInvoiceItem),
		edifactSummary,
		...edifactCounts,
		edifactInvoiceTotals,
		...edifactTaxes,
	],
	afterReading: dateFromReference,
	beforeWriting: (document, kind) => dateToReference(asInvoice(document, kind)),
};
