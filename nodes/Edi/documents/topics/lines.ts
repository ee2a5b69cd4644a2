import { DATES } from '../codes/dates';
import { PRODUCT_IDS, usualProductCode } from '../codes/productIds';
import { Codes } from '../engine/codes';
import { decimal, text, type Limit } from '../engine/forms';
import {
	amount,
	coded,
	expected,
	dateInFormat,
	dateTime,
	inUnit,
	keyed,
	longText,
	pairs,
	value,
} from '../engine/mappings';
import type { Mapping } from '../engine/mapping';
import { here, list, loop, segment, texts, unmapped } from '../engine/rules';
import { isBlank } from '../engine/paths';
import type { SyntaxNote } from '../engine/syntaxNotes';
import type { Rule } from '../engine/table';
import { edifactAllocations } from './allocations';
import { edifactAllowances, edifactTaxes } from './amounts';
import { edifactDates } from './dates';
import { edifactParties } from './parties';
import { edifactReferences } from './references';

const ids = (places: [code: string, value: string][], maxLength: number, first?: string): Mapping =>
	pairs(places, 'ids', PRODUCT_IDS, {
		codesPath: 'idCodes',
		usualCode: usualProductCode,
		maxLength,
		...(first && { first }),
	});

/** Pairs of a qualifier and an id from this element on, such as PO106 to PO125. */
export const x12Ids = (from: number, count: number): Mapping =>
	ids(
		Array.from({ length: count }, (_, index) => [`${from + 2 * index}`, `${from + 2 * index + 1}`]),
		48,
	);

/** C212 of LIN: the GTIN, if there is one, else the first id. */
export const edifactFirstId = ids([['3.2', '3.1']], 35, 'gtin');

/** PIA with the ids that LIN has no place for. */
export const edifactOtherIds = segment(
	'PIA',
	[
		ids(
			[
				['2.2', '2.1'],
				['3.2', '3.1'],
				['4.2', '4.1'],
				['5.2', '5.1'],
				['6.2', '6.1'],
			],
			35,
		),
	],
	{ match: { '1': ['1', '5'] }, isRepeated: true },
);

/** PID in free form: the description, and other features by their code. */
export const x12Descriptions: Rule[] = [
	segment('PID', [value('5', 'description', text(80))], {
		match: { '1': 'F', '2': ['', '08'] },
		ifFree: 'description',
	}),
	loop(
		segment(
			'PID',
			[value('2', 'code', text(3), { isDecisive: true }), value('5', 'text', text(80), { isRequired: true })],
			{
				match: { '1': 'F' },
			},
		),
		list('features', {
			first: { place: 'description', isFor: ({ code }) => isBlank(code) || code === '08' },
		}),
		[unmapped('MEA')],
	),
];

/** IMD in free form. */
export const edifactDescriptions: Rule[] = [
	segment('IMD', [longText(['3.4', '3.5'], 'description', [35, 256])], {
		match: { '1': ['F', 'E', 'A', ''], '2.1': '' },
		ifFree: 'description',
	}),
	loop(
		segment(
			'IMD',
			[value('2.1', 'code', text(3), { isDecisive: true }), longText(['3.4', '3.5'], 'text', [35, 256])],
			{
				match: { '1': ['F', 'E', 'A', ''] },
			},
		),
		list('features', { first: { place: 'description', isFor: ({ code }) => isBlank(code) } }),
	),
];

/** PO4: how the product is packed. */
export const x12Packaging = segment(
	'PO4',
	[
		value('1', 'packaging.pack', decimal(6)),
		value('2', 'packaging.size', decimal(8)),
		value('3', 'packaging.unit', text(2, 2), { goesAlong: true }),
		value('4', 'packaging.type', text(5, 3)),
		value('6', 'packaging.grossWeight', decimal(9)),
		value('7', 'packaging.weightUnit', text(2, 2), { goesAlong: true }),
		value('14', 'packaging.innerPack', decimal(6)),
	],
	{ notes: ['P0203', 'P0607'] },
);

/** Types of prices beside the price of the line: X12 CTP02 (element 236), EDIFACT PRI C509.5125. */
const PRICES = new Codes([
	['gross', [], ['AAB']],
	['information', [], ['INF', 'AAE']],
	['catalogue', ['CAT'], []],
	['list', ['LPR'], []],
	['contract', ['CON'], []],
	['promotional', ['PRP'], []],
	['retail', ['RTL'], []],
	['suggestedRetail', ['MSR'], []],
	['resale', ['RES'], []],
	['unitCost', ['UCP'], []],
]);

/** CTP. */
export const x12Prices: Rule = loop(
	segment(
		'CTP',
		[
			coded('2', 'type', PRICES, { code: 'code', isNeeded: true }),
			value('3', 'amount', decimal(17), { isRequired: true }),
			value('4', 'per', decimal(15)),
			value('5', 'unit', text(2, 2)),
		],
		{ notes: ['P0405'] },
	),
	list('prices'),
	[unmapped('CUR')],
);

/** What the price of a line is, where it isn't the net price: EDIFACT PRI C509.5125. */
const PRICE_TYPES = new Codes([
	['net', [], ['AAA']],
	['invoice', [], ['INV']],
	['calculation', [], ['CAL']],
]);

const priceRest = (prefix: string): Mapping[] => [
	value('1.4', `${prefix}typeCode`, text(3)),
	value('1.5', `${prefix}per`, decimal(9)),
	value('1.6', `${prefix}unit`, text(3)),
];

/** What belongs to a price. */
const PRICE_REST = ['CUX', 'APR', 'RNG', 'DTM'].map((tag) => unmapped(tag));

/** PRI: the price of the line, and others. */
export const edifactPrices: Rule[] = [
	loop(
		segment(
			'PRI',
			[
				value('1.2', 'price.amount', decimal(15)),
				coded('1.1', 'price.type', PRICE_TYPES, { implied: 'AAA', beside: 'price.amount' }),
				value('1.3', 'price.basis', text(3)),
				...priceRest('price.'),
			],
			{ match: { '1.1': ['AAA', 'INV', 'CAL'] }, ifFree: 'price.amount' },
		),
		here,
		PRICE_REST,
	),
	loop(
		segment('PRI', [
			coded('1.1', 'type', PRICES, { code: 'code', isRequired: true }),
			value('1.2', 'amount', decimal(15), { isRequired: true }),
			value('1.3', 'basis', text(3)),
			...priceRest(''),
		]),
		list('prices'),
		PRICE_REST,
	),
];

/** Quantities of a line by their qualifier: EDIFACT QTY C186.6063. */
const QUANTITIES = new Codes([
	['ordered', [], ['21', '1']],
	['confirmed', [], ['113']],
	['delivered', [], ['46']],
	['shipped', [], ['12']],
	['invoiced', [], ['47']],
	['backordered', [], ['83']],
	['free', [], ['192']],
	['perPack', [], ['59']],
	['open', [], ['73']],
]);

/** QTY. */
export const edifactQuantities = segment(
	'QTY',
	[
		keyed('1.1', 'quantity', QUANTITIES, (field) => [
			value('1.2', field, decimal(15), { isRead: inUnit('1.3', 'quantity.unit') }),
			value('1.3', 'quantity.unit', text(3), { goesAlong: true }),
		]),
	],
	{ isRepeated: true },
);

/** SCH: deliveries of a part of the line. */
export const x12Schedule = (others: string[] = []): Rule =>
	loop(
		segment('SCH', [
			value('1', 'quantity', decimal(15), { isRequired: true }),
			value('2', 'unit', text(2, 2), { isRequired: true }),
			keyed('5', 'dates', DATES, (field) => [dateTime('6', '7', field)]),
			keyed('8', 'dates', DATES, (field) => [dateTime('9', '10', field)]),
		]),
		list('schedule'),
		others.map((tag) => unmapped(tag)),
	);

/** Whether a delivery is sure: EDIFACT SCC 4017. */
const SCHEDULE_STATUSES = new Codes([
	['firm', [], ['1']],
	['planned', [], ['4']],
]);

/** SCC with its quantity and dates. */
export const edifactSchedule: Rule = loop(
	segment('SCC', [coded('1', 'status', SCHEDULE_STATUSES, { implied: '1' })]),
	list('schedule'),
	[
		unmapped('FTX'),
		unmapped('RFF'),
		segment(
			'QTY',
			[value('1.2', 'quantity', decimal(15), { isRequired: true }), value('1.3', 'unit', text(3))],
			{ match: { '1.1': ['21', '1', '113'] }, isMandatory: true },
		),
		unmapped('QTY', ['DTM']),
		segment('DTM', [keyed('1.1', 'dates', DATES, (field) => [dateInFormat('1.2', '1.3', field)])], {
			isRepeated: true,
		}),
	],
);

/** FTX of a document or a line. */
export const edifactNotes = texts('FTX', 'notes', ['4.1', '4.2', '4.3', '4.4', '4.5'], [70, 512], {
	usual: { '1': 'AAI' },
});

interface X12LineOptions {
	tag: string;
	/** What the quantity of the segment is. */
	quantity: string;
	/** The rules of this message's lines between the segment and those that all have. */
	rules?: Rule[];
	/** Segments of the loop that documents have no place for. */
	others?: Rule[];
	isQuantityRequired?: boolean;
	notes: SyntaxNote[];
	quantityLength?: Limit;
}

/** The loop of a line that begins like PO1: number, quantity, unit, price and ids. */
export const x12Line = ({
	tag,
	quantity,
	rules = [],
	others = [],
	isQuantityRequired = true,
	notes,
	quantityLength = 15,
}: X12LineOptions): Rule =>
	loop(
		segment(
			tag,
			[
				value('1', 'number', text(20)),
				value('2', `quantity.${quantity}`, decimal(quantityLength), {
					isRequired: isQuantityRequired,
					isDecisive: false,
				}),
				value('3', 'quantity.unit', text(2, 2), {
					isRequired: isQuantityRequired,
					isDecisive: false,
					goesAlong: true,
					...(!isQuantityRequired && { beside: `quantity.${quantity}` }),
				}),
				value('4', 'price.amount', decimal(17)),
				value('5', 'price.basis', text(2, 2)),
				x12Ids(6, 10),
			],
			{ notes },
		),
		list('lines'),
		[...rules, ...others],
	);

/** AMT in a line of an order: its amount. */
export const x12LineAmount: Rule[] = [
	loop(segment('AMT', [amount('2', 'lineAmount')], { match: { '1': '1' } }), here, [unmapped('REF')]),
	unmapped('AMT', ['REF', 'PCT']),
];

/** PAM in a line of an invoice: its amount. */
export const x12InvoiceLineAmount = segment('PAM', [amount('5', 'lineAmount')], { match: { '4': '1' } });

/** MOA in a line: its amount. */
export const edifactLineAmount = segment('MOA', [amount('1.2', 'lineAmount')], { match: { '1.1': '203' } });

/** What belongs to a segment that documents have no place for in a line. */
const FOLLOWING: Record<string, string[]> = {
	PAC: ['MEA', 'QTY', 'DTM', 'RFF', 'PCI', 'GIN'],
	PCI: ['RFF', 'DTM', 'MEA', 'QTY', 'GIN', 'HAN', 'FTX'],
	LOC: ['QTY', 'DTM', 'PCD'],
	DOC: ['DTM', 'LOC'],
	TOD: ['LOC', 'FTX'],
	TDT: ['LOC', 'DTM', 'RFF'],
	EQD: ['HAN', 'MEA', 'FTX'],
	CUX: ['DTM', 'PCD'],
	PAT: ['DTM', 'PCD', 'MOA'],
	SCC: ['FTX', 'RFF', 'QTY', 'DTM'],
	APR: ['DTM', 'RNG'],
	RCS: ['RFF', 'DTM', 'FTX'],
	STG: ['QTY', 'MOA'],
	AJT: ['FTX'],
	INP: ['FTX'],
	DGS: ['QTY', 'FTX'],
	SGP: ['QTY', 'DTM'],
	QVR: ['DTM'],
	HAN: ['FTX'],
	ALC: ['QTY', 'PCD', 'MOA', 'RTE', 'TAX', 'DTM', 'RFF'],
};

/** Segments that documents have no place for, each with what belongs to it. */
const withRest = (...tags: string[]): Rule[] => tags.map((tag) => unmapped(tag, FOLLOWING[tag]));

/** The same at the head of a message. */
export const EDIFACT_HEAD_REST = withRest('PAC', 'SCC', 'APR', 'RCS', 'AJT', 'INP');

/** The loop of a line in EDIFACT. `rules` are those of this message after the dates, in its order. */
export const edifactLine = (rules: Rule[], first: Mapping[] = []): Rule =>
	loop(
		segment('LIN', [value('1', 'number', text(6)), ...first, edifactFirstId, expected('3.4', ['9'])], {
			isMandatory: true,
		}),
		list('lines'),
		[
			edifactOtherIds,
			...edifactDescriptions,
			edifactQuantities,
			edifactDates,
			...rules,
			...withRest(
				...['MEA', 'PCD', 'ALI', 'PAC', 'PCI', 'GIN', 'LOC', 'DOC', 'TOD', 'TDT', 'EQD', 'CUX', 'PAT'],
				...['APR', 'RCS', 'STG', 'AJT', 'INP', 'DGS', 'SGP', 'QVR', 'HAN'],
			),
		],
	);

/** What a line of an order has after its dates. */
export const edifactOrderItem: Rule[] = [
	edifactLineAmount,
	edifactNotes,
	...edifactPrices,
	edifactReferences,
	edifactAllocations,
	...edifactTaxes,
	edifactParties,
	edifactAllowances,
	edifactSchedule,
];

/** What a line of an invoice has after its dates. */
export const edifactInvoiceItem: Rule[] = [
	edifactNotes,
	edifactLineAmount,
	...edifactPrices,
	edifactReferences,
	edifactAllocations,
	...edifactTaxes,
	edifactParties,
	edifactAllowances,
];

/** What a line of a ship notice has after its dates. Its places have parties of their own. */
export const edifactShipmentItem: Rule[] = [
	edifactNotes,
	edifactLineAmount,
	edifactReferences,
	edifactAllocations,
	unmapped('LOC', ['NAD', 'DTM', 'QTY']),
	...withRest('PRI', 'TAX', 'NAD', 'ALC', 'SCC'),
];
