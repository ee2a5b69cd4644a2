import { ORDER_TYPES } from '../codes/documentTypes';
import type { MessageTable } from '../engine/table';
import { edifactBeginning } from '../topics/beginning';
import { edifactOrderHead, edifactOrderSummary } from '../topics/edifactOrderParts';
import { edifactLine, edifactOrderItem } from '../topics/lines';

/** ORDERS: purchase order. */
export const edifactOrder: MessageTable = {
	standard: 'EDIFACT',
	type: 'ORDERS',
	kinds: ['order'],
	rules: [
		edifactBeginning(ORDER_TYPES, { usual: 'standAlone' }),
		...edifactOrderHead,
		edifactLine(edifactOrderItem),
		...edifactOrderSummary,
	],
};
