import { REPORT_TYPES } from '../codes/documentTypes';
import { text } from '../engine/forms';
import { expected, value } from '../engine/mappings';
import { list, loop, segment, unmapped } from '../engine/rules';
import type { MessageTable } from '../engine/table';
import { edifactBeginning } from '../topics/beginning';
import { edifactCurrency } from '../topics/currency';
import { edifactDates } from '../topics/dates';
import { edifactDescriptions, edifactFirstId, edifactOtherIds } from '../topics/lines';
import { edifactParties } from '../topics/parties';
import { edifactReferences } from '../topics/references';
import { edifactStock } from '../topics/stock';

/** INVRPT: inventory report. */
export const edifactInventoryReport: MessageTable = {
	standard: 'EDIFACT',
	type: 'INVRPT',
	kinds: ['inventoryReport'],
	rules: [
		edifactBeginning(REPORT_TYPES, { implied: '35' }),
		edifactDates,
		edifactReferences,
		edifactParties,
		...edifactCurrency('4'),
		unmapped('CPS', ['PAC', 'PCI', 'QTY', 'GIN', 'DTM']),
		loop(
			segment('LIN', [value('1', 'number', text(6)), edifactFirstId, expected('3.4', ['9'])], {
				isMandatory: true,
			}),
			list('lines'),
			[
				edifactOtherIds,
				...edifactDescriptions,
				edifactDates,
				edifactReferences,
				edifactStock,
				...['MEA', 'ALI', 'LOC'].map((tag) => unmapped(tag)),
			],
		),
	],
};
