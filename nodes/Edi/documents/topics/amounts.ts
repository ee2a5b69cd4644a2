import { Codes } from '../engine/codes';
import { count, decimal, implied, partOfOne, text } from '../engine/forms';
import { amount, beside, coded, keyed, longText, value } from '../engine/mappings';
import type { Mapping } from '../engine/mapping';
import { here, list, loop, segment, unmapped } from '../engine/rules';
import type { LoopRule, Rule } from '../engine/table';

/** X12 SAC01 (element 248), EDIFACT ALC 5463. */
const DIRECTIONS = new Codes([
	['allowance', ['A'], ['A']],
	['charge', ['C'], ['C']],
	['none', ['N'], ['N']],
]);

/** What an allowance or a charge is for: X12 SAC02 (element 1300), EDIFACT ALC C214.7161. */
const SERVICES = new Codes([
	['discount', ['C310'], ['DI']],
	['quantityDiscount', ['F910'], ['QD']],
	['volumeDiscount', ['I530'], ['VAB']],
	['tradeDiscount', ['I170'], ['TD']],
	['truckloadDiscount', ['I310'], ['TAE']],
	['promotionalDiscount', ['F810'], ['PAE']],
	['rebate', ['F970'], ['RAA']],
	['earlyPayment', ['C550'], ['EAB']],
	['earlyBuy', ['C540'], ['EAA']],
	['freight', ['D240'], ['FC']],
	['freightSurcharge', ['D230'], ['FAC']],
	['fuelSurcharge', ['D270'], []],
	['delivery', ['C040'], ['DL']],
	['pickup', ['F340'], ['ADT']],
	['handling', ['D500'], ['HD']],
	['shippingAndHandling', ['G830'], ['SAA']],
	['palletizing', ['F190'], ['PL']],
	['returnableContainer', ['G510'], ['RAD']],
	['restocking', ['G470'], ['RAF']],
	['surcharge', ['H550'], ['SC']],
	['advertising', ['A260'], ['AA']],
	['promotion', ['F800'], ['PAD']],
	['defective', ['C000'], ['DA']],
	['distributor', ['C350'], ['DAE']],
	['newStore', ['E740'], []],
	['insurance', ['D980'], ['IN']],
	['packing', [], ['PC']],
	['tax', ['H850'], ['TX']],
]);

/** What a tax is: X12 TXI01 (element 963), EDIFACT TAX C241.5153. */
const TAXES = new Codes([
	['VAT', ['VA'], ['VAT']],
	['GST', ['GS'], ['GST']],
	['stateSales', ['ST'], ['STT']],
	['countySales', ['CP'], []],
	['citySales', ['CS'], []],
	['localSales', ['LT'], ['LOC']],
	['stateAndLocalSales', ['LS'], []],
	['salesAndUse', ['SU'], []],
	['federalExcise', ['FT'], ['FET']],
	['environmental', ['EV'], ['ENV']],
	['surtax', ['AB'], ['SUR']],
	['other', ['OH'], ['OTH']],
	['total', ['TX'], ['TOT']],
]);

/** Element 378: what a percentage is of, where the document doesn't say it. */
const MUTUALLY_DEFINED = 'Z';

/** SAC. Its amount has two implied decimals. `others` are segments that this message has in the loop. */
export const x12Allowances = (others: Rule[] = []): Rule =>
	loop(
		segment(
			'SAC',
			[
				coded('1', 'type', DIRECTIONS, { isRequired: true }),
				coded('2', 'service', SERVICES, { code: 'code', isCodeAlways: true, maxLength: 4 }),
				value('5', 'amount', implied(2, 15)),
				beside('percent', '6', MUTUALLY_DEFINED),
				value('6', 'percentBasis', text(1)),
				value('7', 'percent', decimal(6)),
				value('8', 'rate', decimal(9)),
				value('9', 'unit', text(2, 2), { goesAlong: true }),
				value('10', 'quantity', decimal(10)),
				value('12', 'handling', text(2, 2)),
				value('13', 'reference', text([30, 50])),
				value('15', 'text', text(80)),
			],
			{ notes: ['R02', 'P0607', 'P0910'] },
		),
		list('allowancesCharges'),
		[unmapped('CUR'), unmapped('CTP'), ...others],
	);

/** TAX with its amounts. */
export const edifactTaxes: Rule[] = [
	loop(
		segment(
			'TAX',
			[
				coded('2.1', 'type', TAXES, { isDecisive: true }),
				value('4', 'base', decimal(15)),
				value('5.4', 'rate', decimal(17)),
				value('6', 'category', text(3)),
			],
			{ match: { '1': '7' } },
		),
		list('taxes'),
		[
			segment('MOA', [amount('1.2', 'amount')], { match: { '1.1': '124' } }),
			segment('MOA', [amount('1.2', 'base')], { match: { '1.1': '125' } }),
			unmapped('LOC'),
		],
	),
	unmapped('TAX', ['MOA', 'LOC']),
];

/** ALC with its amount, percentage, rate and quantity. */
export const edifactAllowances: LoopRule = loop(
	segment('ALC', [
		coded('1', 'type', DIRECTIONS, { isRequired: true }),
		value('2.1', 'reference', text(35)),
		value('3', 'handling', text(3)),
		value('4', 'sequence', text(3)),
		coded('5.1', 'service', SERVICES, { code: 'code', isCodeAlways: true, maxLength: 7 }),
		longText(['5.4', '5.5'], 'text', 35),
	]),
	list('allowancesCharges'),
	[
		unmapped('ALI'),
		segment(
			'QTY',
			[value('1.2', 'quantity', decimal(15)), value('1.3', 'unit', text(3), { goesAlong: true })],
			{
				match: { '1.1': ['1'] },
			},
		),
		segment('PCD', [value('1.2', 'percent', decimal(10)), value('1.3', 'percentBasis', text(3))], {
			match: { '1.1': ['3', '1', '2'] },
		}),
		segment('MOA', [amount('1.2', 'amount')], { match: { '1.1': ['8', '23', '204'] } }),
		segment('RTE', [value('1.2', 'rate', decimal(15))], { match: { '1.1': '1' } }),
		unmapped('TAX', ['MOA']),
		unmapped('DTM'),
		unmapped('RFF', ['DTM']),
	],
);

/** TXI. Its percentage is said as a part of one. */
export const x12Taxes: Rule = loop(
	segment(
		'TXI',
		[
			coded('1', 'type', TAXES, { isRequired: true, maxLength: 2 }),
			amount('2', 'amount'),
			value('3', 'rate', partOfOne),
			value('6', 'category', text(1)),
			value('8', 'base', decimal(9)),
			value('9', 'taxId', text(20)),
		],
		{ notes: ['R020306', 'C0803'] },
	),
	list('taxes'),
);

/** Totals by their qualifier: EDIFACT MOA C516.5025. The total of an invoice has a code of its own. */
const totals = (gross: string[]) =>
	new Codes([
		['net', [], ['79']],
		['taxable', [], ['125']],
		['tax', [], ['124', '176']],
		['gross', [], gross],
		['due', [], ['9']],
		['allowances', [], ['260']],
		['charges', [], ['259']],
		['allowancesAndCharges', [], ['131']],
		['prepaid', [], ['113']],
	]);

/** MOA of the summary. */
const edifactTotals = (codes: Codes): Rule =>
	loop(
		segment('MOA', [keyed('1.1', 'totals', codes, (field) => [amount('1.2', field)])], { isRepeated: true }),
		here,
		[unmapped('RFF', ['DTM'])],
	);

/** MOA of an invoice. */
export const edifactInvoiceTotals = edifactTotals(totals(['77', '86', '39']));

/** MOA of an order, which says 86. */
export const edifactOrderTotals = edifactTotals(totals(['86', '77', '39']));

/** AMT of the summary of an order: its total. */
export const x12OrderTotal: Rule[] = [
	segment('AMT', [amount('2', 'totals.gross')], { match: { '1': 'TT' }, ifFree: 'totals.gross' }),
	unmapped('AMT', ['REF', 'DTM', 'PCT', 'FA1', 'FA2']),
];

/** The number of lines, which is counted where the document doesn't say it. */
function lineCount(at: string, { isOptional = false } = {}): Mapping {
	const given = value(at, 'totals.lines', count(6));
	return {
		...given,
		write(fields, put) {
			const lines = fields.at('lines');
			if (fields.at('totals.lines') !== undefined) given.write(fields, put);
			else if (!isOptional) put(at, String(Array.isArray(lines) ? lines.length : 0), 'totals.lines');
		},
	};
}

/** CNT: the number of lines, and the sum of the quantities. */
export const edifactCounts: Rule[] = [
	segment('CNT', [lineCount('1.2', { isOptional: true })], { match: { '1.1': '2' } }),
	segment('CNT', [value('1.2', 'totals.quantity', decimal(18))], { match: { '1.1': '1' } }),
];

/** CTT of an inventory report: the number of lines. */
export const x12LineCount: Rule = segment('CTT', [lineCount('1')], { isMandatory: true });

/** CTT: the same. */
export const x12Counts: Rule = segment('CTT', [lineCount('1'), value('2', 'totals.quantity', decimal(10))], {
	isMandatory: true,
});
