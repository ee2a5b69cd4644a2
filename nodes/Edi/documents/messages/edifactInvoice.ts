import { INVOICE_TYPES } from '../codes/documentTypes';
import { setKey } from '../engine/paths';
import { unmapped } from '../engine/rules';
import type { MessageTable, Rule } from '../engine/table';
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

/** A field that is there only while a message is read: its summary has begun, and there were allowances before. */
const SUMMARY = 'summary';

const summary: Rule = {
	...edifactSummary,
	mappings: [
		{
			at: ['1'],
			paths: [],
			read: (_texts, fields) => void (fields.allowancesCharges && setKey(fields, SUMMARY, true)),
			write: () => {},
		},
	],
};

/** ALC of the summary are sums of those before it: they would count twice. */
const allowancesBeforeSummary: Rule[] = [
	{ ...edifactAllowances, first: { ...edifactAllowances.first, ifFree: SUMMARY } },
	unmapped('ALC', ['ALI', 'QTY', 'PCD', 'MOA', 'RTE', 'TAX', 'DTM', 'RFF']),
];

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
		...allowancesBeforeSummary,
		...EDIFACT_HEAD_REST,
		edifactLine(edifactInvoiceItem),
		summary,
		...edifactCounts,
		edifactInvoiceTotals,
		...edifactTaxes,
	],
	afterReading: (document) => {
		delete document[SUMMARY];
		dateFromReference(document);
	},
	beforeWriting: (document, kind) => {
		const invoice = asInvoice(document, kind, 'EDIFACT');
		const { pathOf = (path: string) => path, ...dated } = dateToReference(invoice.document);
		return {
			...invoice,
			...dated,
			pathOf: (path) => (invoice.pathOf ?? ((each: string) => each))(pathOf(path)),
		};
	},
};
