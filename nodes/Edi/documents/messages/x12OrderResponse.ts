import { LINE_RESPONSES, RESPONSES } from '../codes/responses';
import { DATES } from '../codes/dates';
import { PURPOSES } from '../codes/purposes';
import { decimal, text } from '../engine/forms';
import { coded, dateOnly, dateTime, inUnit, keyed, referenceTo, value } from '../engine/mappings';
import type { Mapping } from '../engine/mapping';
import { setKey, type Fields } from '../engine/paths';
import { segment, unmapped } from '../engine/rules';
import type { SyntaxNote } from '../engine/syntaxNotes';
import type { MessageTable, Rule } from '../engine/table';
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
import { x12N9, x12References } from '../topics/references';
import { X12_ITEM_REST, x12ItemParties, x12OrderHead } from '../topics/x12OrderHead';

const ACK_NOTES: SyntaxNote[] = ['P0203'];

const acknowledged = (quantity: string) => [
	value('2', `quantity.${quantity}`, decimal(15), { isRead: inUnit('3', 'quantity.unit') }),
	value('3', 'quantity.unit', text(2, 2), { goesAlong: true, beside: `quantity.${quantity}` }),
	keyed('4', 'dates', DATES, (field: string) => [dateTime('5', '', field)]),
];

/** What another ACK with the same status adds: one for the price, one for the date, and so on. */
const addition: Mapping = {
	at: ['1', '2', '3', '4', '5'],
	paths: [],
	read(texts, fields) {
		const isSame = LINE_RESPONSES.nameOf(texts.syntax.standard, texts.at('1')) === fields.status;
		if (isSame) for (const mapping of acknowledged('confirmed')) mapping.read(texts, fields);
	},
	write: () => {},
};

const status = coded('1', 'status', LINE_RESPONSES, { code: 'statusCode', isRequired: true, maxLength: 2 });

const BACKORDER = { '1': ['IB', 'BP'] };

/** A field that is there only while a message is read: the code of the quantity that is backordered. */
const BACKORDER_CODE = 'backorderCode';

const backorderCode: Mapping = {
	at: ['1'],
	paths: [],
	read: (texts, fields) => void setKey(fields, BACKORDER_CODE, texts.at('1')),
	write: () => {},
};

const isBackordered = (line: Fields): boolean => line.status === 'backordered';

/** ACK: what is backordered, and what the seller says to the line, which may be the same. */
const lineResponses: Rule[] = [
	segment('ACK', [...acknowledged('backordered'), backorderCode], {
		match: BACKORDER,
		needs: '2',
		ifFree: 'quantity.backordered',
		notes: ACK_NOTES,
		when: (line) => !isBackordered(line),
	}),
	unmapped('ACK', [], BACKORDER, '2'),
	segment('ACK', [status, ...acknowledged('backordered')], {
		match: BACKORDER,
		ifFree: 'status',
		notes: ACK_NOTES,
		when: isBackordered,
	}),
	unmapped('ACK', [], BACKORDER),
	segment('ACK', [status, ...acknowledged('confirmed')], {
		notes: ACK_NOTES,
		when: (line) => !isBackordered(line),
	}),
	segment('ACK', [addition], { isRepeated: true, ifFree: 'quantity.confirmed', when: () => false }),
];

/** A line of which only a backorder is said has that status. */
function backorderAsStatus(line: Fields): void {
	const code = line[BACKORDER_CODE];
	delete line[BACKORDER_CODE];
	if (code === undefined || 'status' in line) return;
	line.status = LINE_RESPONSES.nameOf('X12', String(code));
	if (LINE_RESPONSES.codeOf('X12', String(line.status)) !== code) line.statusCode = code;
}

/** 855: purchase order acknowledgment. */
export const x12OrderResponse: MessageTable = {
	standard: 'X12',
	type: '855',
	group: 'PR',
	kinds: ['orderResponse'],
	afterReading: ({ lines = [] }) => (lines as Fields[]).forEach(backorderAsStatus),
	rules: [
		segment(
			'BAK',
			[
				coded('1', 'purpose', PURPOSES, { usual: 'original', isExact: true }),
				coded('2', 'response', RESPONSES, { code: 'responseCode', isRequired: true, maxLength: 2 }),
				referenceTo('order', '3', 22, { isRequired: true }),
				dateOnly('4', 'dates.order', { isRequired: true }),
				value('5', 'release', text(30)),
				value('8', 'number', text([30, 50])),
				dateOnly('9', 'dates.issued'),
			],
			{ isMandatory: true },
		),
		...x12OrderHead,
		x12Line({
			tag: 'PO1',
			quantity: 'ordered',
			notes: ['C0302', 'C0504'],
			isQuantityRequired: false,
			rules: [
				x12Prices,
				...x12Descriptions,
				x12Packaging,
				x12References,
				x12Allowances(),
				x12Dates,
				...lineResponses,
				...x12LineAmount,
				x12Taxes,
				x12Schedule(['TD1', 'TD5', 'TD3', 'TD4', 'REF']),
				...x12N9,
				x12ItemParties,
			],
			others: [...X12_ITEM_REST],
		}),
		x12Counts,
		...x12OrderTotal,
	],
};
