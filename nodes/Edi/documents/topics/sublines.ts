import { unmapped } from '../engine/rules';

/** SLN: the parts of a line of an order, with all that belongs to them. */
export const SUBLINES = unmapped('SLN', [
	...[
		'MSG',
		'MTX',
		'SI',
		'PID',
		'PO3',
		'TC2',
		'ADV',
		'DTM',
		'CTP',
		'PAM',
		'PO4',
		'TAX',
		'N9',
		'SAC',
		'QTY',
		'ACK',
	],
	...['N1', 'N2', 'N3', 'N4', 'REF', 'PER', 'TXI'],
]);

/** SLN of an invoice. */
export const INVOICE_SUBLINES = unmapped('SLN', ['DTM', 'REF', 'PID', 'SAC', 'TC2', 'TXI']);

/** LDT: how long something takes, with what belongs to it. */
export const LEAD_TIMES = unmapped('LDT', ['MAN', 'QTY', 'MSG', 'MTX', 'REF', 'LM', 'LQ']);

/** Loops at the head of an order that documents have no place for. */
export const X12_HEAD_REST = [
	LEAD_TIMES,
	unmapped('SPI', ['REF', 'DTM', 'MSG', 'MTX', 'N1', 'N2', 'N3', 'N4', 'G61', 'CB1', 'LDT']),
	unmapped('ADV', ['DTM', 'MTX']),
];
