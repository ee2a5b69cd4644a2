import { ORDER_TYPES } from '../codes/documentTypes';
import type { MessageTable } from '../engine/table';
import { edifactAllowances, edifactCounts, edifactTaxes, edifactOrderTotals } from '../topics/amounts';
import { edifactBeginning, edifactSummary } from '../topics/beginning';
import { edifactCurrency } from '../topics/currency';
import { edifactDates } from '../topics/dates';
import { EDIFACT_HEAD_REST, edifactLine, edifactNotes, edifactOrderItem } from '../topics/lines';
import { edifactParties } from '../topics/parties';
import { edifactReferences } from '../topics/references';
import { edifactDelivery, edifactTerms, edifactTermsText } from '../topics/terms';
import { edifactCarrier, edifactEquipment } from '../topics/transport';

/** ORDERS: purchase order. */
export const edifactOrder: MessageTable = {
	standard: 'EDIFACT',
	type: 'ORDERS',
	kinds: ['order'],
	rules: [
		edifactBeginning(ORDER_TYPES, { usual: 'standAlone' }),
		edifactDates,
		edifactTermsText,
		edifactNotes,
		edifactReferences,
		edifactParties,
		...edifactTaxes,
		...edifactCurrency('9'),
		...edifactTerms,
		...edifactCarrier,
		edifactDelivery,
		edifactEquipment(),
		edifactAllowances,
		...EDIFACT_HEAD_REST,
		edifactLine(edifactOrderItem),
		edifactSummary,
		edifactOrderTotals,
		...edifactCounts,
	],
};
