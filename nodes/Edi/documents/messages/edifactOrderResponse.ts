import { RESPONSE_TYPES } from '../codes/documentTypes';
import { LINE_RESPONSES } from '../codes/responses';
import { coded } from '../engine/mappings';
import type { MessageTable } from '../engine/table';
import { edifactAllowances, edifactCounts, edifactTaxes, edifactOrderTotals } from '../topics/amounts';
import { edifactBeginning, edifactSummary, response, responseOrPurpose } from '../topics/beginning';
import { edifactCurrency } from '../topics/currency';
import { edifactDates } from '../topics/dates';
import { EDIFACT_HEAD_REST, edifactLine, edifactNotes, edifactOrderItem } from '../topics/lines';
import { dateFromReference, dateToReference } from '../topics/orderDate';
import { edifactParties } from '../topics/parties';
import { edifactReferences } from '../topics/references';
import { edifactDelivery, edifactTerms, edifactTermsText } from '../topics/terms';
import { edifactCarrier, edifactEquipment } from '../topics/transport';

/** ORDRSP: purchase order response. */
export const edifactOrderResponse: MessageTable = {
	standard: 'EDIFACT',
	type: 'ORDRSP',
	kinds: ['orderResponse'],
	rules: [
		edifactBeginning(RESPONSE_TYPES, { implied: '231' }, [responseOrPurpose, response]),
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
		edifactLine(edifactOrderItem, [coded('2', 'status', LINE_RESPONSES, { code: 'statusCode' })]),
		edifactSummary,
		edifactOrderTotals,
		...edifactCounts,
	],
	afterReading: dateFromReference,
	beforeWriting: dateToReference,
};
