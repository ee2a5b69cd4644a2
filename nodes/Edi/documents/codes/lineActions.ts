import { Codes } from '../engine/codes';

/** What an order change does to a line: X12 POC02 (element 670), EDIFACT LIN 1229. */
export const LINE_ACTIONS = new Codes([
	['added', ['AI'], ['1']],
	['deleted', ['DI'], ['2']],
	['changed', ['CA', 'CE', 'CT', 'MU', 'PC', 'PQ', 'PR', 'QD', 'QI', 'RA', 'RB', 'RQ', 'RS', 'RZ'], ['3']],
	['unchanged', ['NC'], ['4']],
]);
