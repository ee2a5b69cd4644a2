import { unmapped } from '../engine/rules';

/** SLN: the parts of a line, with all that belongs to them. */
export const SUBLINES = unmapped('SLN', [
	...['MSG', 'SI', 'PID', 'PO3', 'TC2', 'ADV', 'DTM', 'CTP', 'PAM', 'PO4', 'TAX', 'N9', 'SAC', 'QTY', 'ACK'],
	...['N1', 'N2', 'N3', 'N4', 'REF', 'PER', 'TXI'],
]);
