import { ORDER_TYPES } from '../codes/documentTypes';
import { PURPOSES } from '../codes/purposes';
import { text } from '../engine/forms';
import { coded, dateOnly, referenceTo, value } from '../engine/mappings';
import { segment, unmapped } from '../engine/rules';
import type { MessageTable } from '../engine/table';
import { x12Allocations } from '../topics/allocations';
import { x12Allowances, x12Counts, x12OrderTotal, x12Taxes } from '../topics/amounts';
import { x12Dates } from '../topics/dates';
import {
	x12Descriptions,
	x12Line,
	x12LineAmount,
	x12Packaging,
	x12Prices,
	x12Schedule,
} from '../topics/lines';
import { x12References, x12Texts } from '../topics/references';
import { X12_ITEM_REST, x12ItemParties, x12OrderHead } from '../topics/x12OrderHead';

/** 850: purchase order. */
export const x12Order: MessageTable = {
	standard: 'X12',
	type: '850',
	group: 'PO',
	kinds: ['order'],
	rules: [
		segment(
			'BEG',
			[
				coded('1', 'purpose', PURPOSES, { usual: 'original', isExact: true }),
				coded('2', 'documentType', ORDER_TYPES, { usual: 'standAlone' }),
				value('3', 'number', text(22), { isRequired: true }),
				value('4', 'release', text(30)),
				dateOnly('5', 'dates.issued', { isRequired: true }),
				referenceTo('contract', '6', 30),
			],
			{ isMandatory: true },
		),
		...x12OrderHead,
		x12Line({
			tag: 'PO1',
			quantity: 'ordered',
			notes: ['C0302', 'C0504'],
			rules: [
				x12Prices,
				...x12Descriptions,
				x12Packaging,
				x12References,
				x12Allowances(),
				x12Allocations,
				x12Dates,
				...x12Texts,
				x12Taxes,
				x12Schedule(['TD1', 'TD5', 'TD3', 'TD4', 'REF']),
				x12ItemParties,
				...x12LineAmount,
			],
			others: [unmapped('N9', ['DTM', 'MEA', 'MSG', 'MTX']), ...X12_ITEM_REST],
		}),
		x12Counts,
		...x12OrderTotal,
	],
};
