import { ORDER_TYPES } from '../codes/documentTypes';
import type { MessageTable } from '../engine/table';
import { edifactAllocations } from '../topics/allocations';
import { edifactAllowances, edifactCounts, edifactTaxes, edifactTotals } from '../topics/amounts';
import { edifactBeginning, edifactSummary } from '../topics/beginning';
import { edifactCurrency } from '../topics/currency';
import { edifactDates } from '../topics/dates';
import { edifactLine, edifactNotes } from '../topics/lines';
import { edifactParties } from '../topics/parties';
import { edifactReferences } from '../topics/references';
import { edifactDelivery, edifactTerms } from '../topics/terms';
import { edifactCarrier, edifactEquipment } from '../topics/transport';

/** ORDERS: purchase order. */
export const edifactOrder: MessageTable = {
	standard: 'EDIFACT',
	type: 'ORDERS',
	kinds: ['order'],
	rules: [
		edifactBeginning(ORDER_TYPES, { usual: 'standAlone' }),
		edifactDates,
		edifactNotes,
		edifactReferences,
		edifactParties,
		edifactTaxes,
		edifactCurrency('9'),
		...edifactTerms,
		edifactCarrier,
		edifactDelivery,
		...edifactEquipment,
		edifactAllowances,
		edifactLine([edifactAllocations]),
		edifactSummary,
		edifactTotals,
		...edifactCounts,
	],
};
