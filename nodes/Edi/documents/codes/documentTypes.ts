import { Codes } from '../engine/codes';

/** Types of order: X12 BEG02 (element 92), EDIFACT BGM C002.1001. */
export const ORDER_TYPES = new Codes([
	['standAlone', ['SA'], ['220']],
	['new', ['NE'], []],
	['blanket', ['BK'], ['221']],
	['blanketEstimated', ['BE'], []],
	['release', ['RL'], ['226']],
	['rush', ['RO'], ['224']],
	['dropShip', ['DS'], []],
	['consignment', ['CN'], ['227']],
	['sample', ['SP'], ['228']],
	['standing', ['ST'], ['258']],
	['purchaseOrder', ['KN'], ['105']],
]);

/** Types of invoice: X12 BIG07 (element 640), EDIFACT BGM C002.1001. */
export const INVOICE_TYPES = new Codes([
	['invoice', ['DI'], ['380']],
	['productOrService', ['PR'], []],
	['creditNote', ['CR', 'CN'], ['381']],
	['goodsCreditNote', [], ['81']],
	['adjustmentCreditNote', [], ['83']],
	['selfBilledCreditNote', [], ['261']],
	['consolidatedCreditNote', [], ['262']],
	['factoredCreditNote', [], ['396']],
	['debitNote', ['DR'], ['383']],
	['corrected', ['CO'], ['384']],
	['selfBilled', [], ['389']],
	['proforma', [], ['325']],
	['prepayment', ['PP'], ['386']],
	['consolidated', ['CI'], ['385']],
	['factored', [], ['393']],
]);

/** Types of order response: EDIFACT BGM C002.1001. */
export const RESPONSE_TYPES = new Codes([
	['orderResponse', [], ['231']],
	['acknowledgment', [], ['320']],
]);

/** Types of order change: EDIFACT BGM C002.1001. */
export const CHANGE_TYPES = new Codes([['orderChange', [], ['230']]]);

/** Types of inventory report: X12 BIA02 (element 755), EDIFACT BGM C002.1001. */
export const REPORT_TYPES = new Codes([
	['seller', ['SI'], []],
	['distributor', ['DD'], []],
	['manufacturer', ['MM'], []],
	['location', ['LC'], []],
	['inventory', [], ['35']],
]);

/** Types of ship notice: EDIFACT BGM C002.1001. */
export const SHIP_NOTICE_TYPES = new Codes([['shipNotice', [], ['351']]]);
