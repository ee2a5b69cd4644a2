import { LINE_ACTIONS } from '../codes/lineActions';
import { ORDER_TYPES } from '../codes/documentTypes';
import { PURPOSES } from '../codes/purposes';
import { decimal, text } from '../engine/forms';
import { coded, dateOnly, referenceTo, value } from '../engine/mappings';
import { list, loop, segment, unmapped } from '../engine/rules';
import type { MessageTable } from '../engine/table';
import { x12Allocations } from '../topics/allocations';
import { x12Allowances, x12Counts, x12OrderTotal, x12Taxes } from '../topics/amounts';
import { x12Dates } from '../topics/dates';
import {
	x12Descriptions,
	x12Ids,
	x12LineAmount,
	x12Packaging,
	x12Prices,
	x12Schedule,
} from '../topics/lines';
import { x12References, x12Texts } from '../topics/references';
import { X12_ITEM_REST, x12ItemParties, x12OrderHead } from '../topics/x12OrderHead';

/** 860: purchase order change. Its number is that of the change; the order is a reference. */
export const x12OrderChange: MessageTable = {
	standard: 'X12',
	type: '860',
	group: 'PC',
	kinds: ['orderChange'],
	rules: [
		segment(
			'BCH',
			[
				coded('1', 'purpose', PURPOSES, { usual: 'change', isExact: true }),
				coded('2', 'documentType', ORDER_TYPES, { implied: 'SA' }),
				referenceTo('order', '3', 22, { isRequired: true }),
				value('4', 'release', text(30)),
				value('5', 'number', text(8)),
				dateOnly('6', 'dates.order', { isRequired: true }),
				dateOnly('11', 'dates.issued'),
			],
			{ isMandatory: true },
		),
		...x12OrderHead,
		loop(
			segment(
				'POC',
				[
					value('1', 'number', text(20)),
					coded('2', 'action', LINE_ACTIONS, {
						code: 'actionCode',
						isRequired: true,
						isDecisive: false,
						maxLength: 2,
					}),
					value('3', 'quantity.ordered', decimal(15)),
					value('4', 'quantity.open', decimal(9)),
					value('5', 'quantity.unit', text(2, 2), { goesAlong: true }),
					value('6', 'price.amount', decimal(17)),
					value('7', 'price.basis', text(2, 2)),
					x12Ids(8, 10),
				],
				{ notes: ['P0305', 'C0706'] },
			),
			list('lines'),
			[
				x12Prices,
				...x12Descriptions,
				x12Packaging,
				x12References,
				x12Allowances(),
				x12Allocations,
				x12Dates,
				x12Taxes,
				...x12Texts,
				x12Schedule(['TD1', 'TD5', 'TD3', 'TD4']),
				x12ItemParties,
				...x12LineAmount,
				unmapped('N9', ['DTM', 'MSG', 'MTX']),
				...X12_ITEM_REST,
			],
		),
		x12Counts,
		...x12OrderTotal,
	],
};
