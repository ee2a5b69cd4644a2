import type { Rule } from '../engine/table';
import { edifactAllowances, edifactCounts, edifactOrderTotals, edifactTaxes } from './amounts';
import { edifactSummary } from './beginning';
import { edifactCurrency } from './currency';
import { edifactDates } from './dates';
import { EDIFACT_HEAD_REST, edifactNotes } from './lines';
import { edifactParties } from './parties';
import { edifactReferences } from './references';
import { edifactDelivery, edifactTerms, edifactTermsText } from './terms';
import { edifactCarrier, edifactEquipment } from './transport';

/** The head of an order, a response and a change, after its first segment. */
export const edifactOrderHead: Rule[] = [
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
];

/** What follows their lines. */
export const edifactOrderSummary: Rule[] = [edifactSummary, edifactOrderTotals, ...edifactCounts];
