import { Codes } from '../engine/codes';

/** What the seller says to an order as a whole: X12 BAK02 (element 587), EDIFACT BGM 4343. */
export const RESPONSES = new Codes([
	['accepted', ['AD', 'AT'], ['AP', 'AD']],
	['changed', ['AC', 'AE'], ['AC', 'AI']],
	['rejected', ['RD', 'RF', 'RJ'], ['RE']],
	['acknowledged', ['AK'], ['AB']],
	['pending', ['AH'], ['AJ']],
]);

/** The responses that EDIFACT says instead of a purpose: 1225. */
export const RESPONSE_PURPOSES = new Codes([
	['accepted', [], ['29']],
	['changed', [], ['4']],
	['rejected', [], ['27']],
]);

/** What the seller says to a line: X12 ACK01 (element 668), EDIFACT LIN 1229. */
export const LINE_RESPONSES = new Codes([
	['accepted', ['IA', 'AC', 'AR', 'SC'], ['5']],
	['changed', ['IC', 'ID', 'IP', 'IQ', 'IS', 'DR', 'IE', 'AA'], ['3']],
	['rejected', ['IR', 'R1', 'R2', 'R3', 'R4'], ['7']],
	['backordered', ['IB', 'BP'], []],
	['held', ['IH'], []],
	['deleted', [], ['2']],
	['added', [], ['1']],
]);

/** What an order change does to a line: X12 POC02 (element 670), EDIFACT LIN 1229. */
export const LINE_ACTIONS = new Codes([
	['added', ['AI'], ['1']],
	['deleted', ['DI'], ['2']],
	['changed', ['CA'], ['3']],
	['unchanged', ['NC'], ['4']],
	['accepted', [], ['5']],
	['rejected', [], ['7']],
	['priceChanged', ['PC'], []],
	['quantityIncreased', ['QI'], []],
	['quantityDecreased', ['QD'], []],
	['priceAndQuantityChanged', ['PQ'], []],
	['replaced', ['RZ'], []],
	['rescheduled', ['RS'], []],
]);
