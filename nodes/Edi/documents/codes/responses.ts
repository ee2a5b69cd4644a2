import { Codes } from '../engine/codes';

/** What the seller says to an order as a whole: X12 BAK02 (element 587), EDIFACT BGM 4343. */
export const RESPONSES = new Codes([
	['accepted', ['AD', 'AT'], ['AP', 'AD']],
	['changed', ['AC', 'AE'], ['AC', 'AI', 'CA']],
	['rejected', ['RD', 'RF', 'RJ', 'RN', 'RO', 'RV'], ['RE']],
	['acknowledged', ['AK'], []],
	['held', ['AH'], []],
	['pending', [], ['AJ']],
]);

/** The responses that EDIFACT says instead of a purpose: 1225. */
export const RESPONSE_PURPOSES = new Codes([
	['accepted', [], ['29']],
	['changed', [], ['4', '34', '28', '30']],
	['rejected', [], ['27']],
]);

/** What the seller says to a line: X12 ACK01 (element 668), EDIFACT LIN 1229. */
export const LINE_RESPONSES = new Codes([
	['accepted', ['IA', 'AC', 'AR', 'AA', 'IE', 'SP'], ['5']],
	['changed', ['IC', 'IP', 'IQ', 'IS', 'DR'], ['3', '6', '24']],
	['rejected', ['IR', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'], ['7']],
	['backordered', ['IB', 'BP'], []],
	['held', ['IH', 'IF', 'IW'], []],
	['deleted', ['ID'], ['2']],
	['added', [], ['1']],
	['unchanged', [], ['4']],
]);
