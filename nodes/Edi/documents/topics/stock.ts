import { Codes } from '../engine/codes';
import { decimal, text } from '../engine/forms';
import { inUnit, keyed, value } from '../engine/mappings';
import { here, loop, segment, unmapped } from '../engine/rules';
import type { Rule } from '../engine/table';

/** Quantities of a product in stock: X12 QTY01 (element 673), EDIFACT QTY 6063. */
const STOCK = new Codes([
	['onHand', ['17'], ['145', '17']],
	['available', ['33'], []],
	['committed', ['27'], ['66']],
]);

/** QTY of an inventory report, with what belongs to it. */
export const x12Stock: Rule = loop(
	segment(
		'QTY',
		[
			keyed('1', 'quantity', STOCK, (field) => [
				value('2', field, decimal(15), { isRead: inUnit('3', 'quantity.unit') }),
				value('3', 'quantity.unit', text(2, 2), { goesAlong: true }),
			]),
		],
		{ isRepeated: true },
	),
	here,
	[unmapped('DTM'), unmapped('LDT'), unmapped('SCH'), unmapped('REF', ['DTM', 'N1'])],
);

/** The same in EDIFACT. */
export const edifactStock: Rule = loop(
	segment(
		'QTY',
		[
			keyed('1.1', 'quantity', STOCK, (field) => [
				value('1.2', field, decimal(15), { isRead: inUnit('1.3', 'quantity.unit') }),
				value('1.3', 'quantity.unit', text(3), { goesAlong: true }),
			]),
		],
		{ isRepeated: true },
	),
	here,
	[
		...['INV', 'GIN', 'LOC', 'DTM', 'STS', 'PRI', 'CUX'].map((tag) => unmapped(tag)),
		unmapped('NAD', ['LOC']),
		unmapped('RFF', ['DTM']),
		unmapped('CPS', ['PAC', 'MEA', 'QTY', 'PCI', 'RFF', 'DTM', 'GIN']),
	],
);
