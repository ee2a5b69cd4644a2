import { REPORT_TYPES } from '../codes/documentTypes';
import { PURPOSES } from '../codes/purposes';
import { text } from '../engine/forms';
import { coded, dateTime, value } from '../engine/mappings';
import { list, loop, segment, unmapped } from '../engine/rules';
import type { MessageTable } from '../engine/table';
import { x12LineCount } from '../topics/amounts';
import { x12Contacts } from '../topics/contacts';
import { x12Currency } from '../topics/currency';
import { x12Dates } from '../topics/dates';
import { x12Descriptions, x12Ids, x12Prices } from '../topics/lines';
import { x12Parties } from '../topics/parties';
import { x12References } from '../topics/references';
import { x12Stock } from '../topics/stock';

/** 846: inventory report. Its lines are counted by its last segment alone. */
export const x12InventoryReport: MessageTable = {
	standard: 'X12',
	type: '846',
	group: 'IB',
	kinds: ['inventoryReport'],
	rules: [
		segment(
			'BIA',
			[
				coded('1', 'purpose', PURPOSES, { usual: 'original', isExact: true }),
				coded('2', 'documentType', REPORT_TYPES, { implied: 'SI' }),
				value('3', 'number', text([30, 50]), { isRequired: true }),
				dateTime('4', '5', 'dates.issued', { isRequired: true }),
			],
			{ isMandatory: true },
		),
		x12Currency,
		x12Dates,
		x12References,
		x12Contacts,
		x12Parties(),
		loop(segment('LIN', [value('1', 'number', text(20)), x12Ids(2, 15)]), list('lines'), [
			...x12Descriptions,
			x12Dates,
			x12Prices,
			x12References,
			x12Stock,
			x12Parties(),
			...['CUR', 'PER', 'SAC', 'SDQ', 'LDT'].map((tag) => unmapped(tag)),
			unmapped('SLN', ['PID', 'MEA', 'PKG', 'MAN']),
		]),
		x12LineCount,
	],
	afterReading: (document) => {
		delete document.totals;
	},
};
