import { LINE_ACTIONS } from '../codes/lineActions';
import { CHANGE_TYPES } from '../codes/documentTypes';
import { PURPOSES } from '../codes/purposes';
import { coded } from '../engine/mappings';
import type { MessageTable } from '../engine/table';
import { edifactBeginning } from '../topics/beginning';
import { edifactOrderHead, edifactOrderSummary } from '../topics/edifactOrderParts';
import { edifactLine, edifactOrderItem } from '../topics/lines';
import { dateFromReference, dateToReference } from '../topics/orderDate';

/** ORDCHG: purchase order change. */
export const edifactOrderChange: MessageTable = {
	standard: 'EDIFACT',
	type: 'ORDCHG',
	kinds: ['orderChange'],
	rules: [
		edifactBeginning(CHANGE_TYPES, { implied: '230' }, [
			coded('3', 'purpose', PURPOSES, { usual: 'change', isExact: true }),
		]),
		...edifactOrderHead,
		edifactLine(edifactOrderItem, [coded('2', 'action', LINE_ACTIONS, { code: 'actionCode' })]),
		...edifactOrderSummary,
	],
	afterReading: dateFromReference,
	beforeWriting: dateToReference,
};
