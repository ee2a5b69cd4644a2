import { RESPONSE_TYPES } from '../codes/documentTypes';
import { LINE_RESPONSES } from '../codes/responses';
import { coded } from '../engine/mappings';
import type { MessageTable } from '../engine/table';
import { edifactBeginning, response, responseOrPurpose } from '../topics/beginning';
import { edifactOrderHead, edifactOrderSummary } from '../topics/edifactOrderParts';
import { edifactLine, edifactOrderItem } from '../topics/lines';
import { dateFromReference, dateToReference } from '../topics/orderDate';

/** ORDRSP: purchase order response. */
export const edifactOrderResponse: MessageTable = {
	standard: 'EDIFACT',
	type: 'ORDRSP',
	kinds: ['orderResponse'],
	rules: [
		edifactBeginning(RESPONSE_TYPES, { implied: '231' }, [responseOrPurpose, response]),
		...edifactOrderHead,
		edifactLine(edifactOrderItem, [coded('2', 'status', LINE_RESPONSES, { code: 'statusCode' })]),
		...edifactOrderSummary,
	],
	afterReading: dateFromReference,
	beforeWriting: dateToReference,
};
