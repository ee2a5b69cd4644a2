import { count, decimal, text } from '../engine/forms';
import { beside, value } from '../engine/mappings';
import { here, loop, segment, unmapped } from '../engine/rules';
import type { Rule } from '../engine/table';

/** MAN: the SSCC of a package, and the number by which its carrier knows it. */
export const x12Marks: Rule[] = [
	segment('MAN', [value('2', 'sscc', text(48))], { match: { '1': 'GM' } }),
	segment('MAN', [value('2', 'tracking', text(48))], { match: { '1': 'CP' } }),
];

/** TD1 of a package or a shipment. */
export const x12Weight = (fields: {
	type: string;
	count: string;
	weight: string;
	weightUnit: string;
	volume: string;
	volumeUnit: string;
}): Rule =>
	segment(
		'TD1',
		[
			value('1', fields.type, text(5, 3)),
			value('2', fields.count, count(7)),
			beside(fields.weight, '6', 'G'),
			value('7', fields.weight, decimal(10)),
			value('8', fields.weightUnit, text(2, 2), { goesAlong: true }),
			value('9', fields.volume, decimal(8)),
			value('10', fields.volumeUnit, text(2, 2), { goesAlong: true }),
		],
		{ notes: ['C0102', 'P0708', 'P0910'] },
	);

/** MEA: the gross weight. */
const edifactWeight: Rule = segment(
	'MEA',
	[value('3.2', 'weight', decimal(18)), value('3.1', 'weightUnit', text(3), { goesAlong: true })],
	{ match: { '1': ['PD', 'AAE', 'WT'], '2.1': ['G', 'AAD', 'AAB'] } },
);

/** What belongs to PAC: the weight of a package, and its marks. */
const edifactMarks: Rule[] = [
	edifactWeight,
	segment('PCI', [], { match: { '1': '33E' }, when: ({ sscc }) => sscc != null, isMandatory: true }),
	unmapped('PCI'),
	segment('GIN', [value('2.1', 'sscc', text(35))], { match: { '1': 'BJ' } }),
	...['MEA', 'GIN', 'FTX', 'QTY', 'RFF', 'DTM', 'HAN'].map((tag) => unmapped(tag)),
];

/** Rules for what is read, but written elsewhere. */
const onlyRead = (rules: Rule[]): Rule[] =>
	rules.map((rule) => (rule.type === 'segment' ? { ...rule, when: () => false } : rule));

/** PAC: how many packages of which type, with what belongs to it, which some partners send without PAC. */
export const edifactPackaging: Rule[] = [
	loop(
		segment('PAC', [value('1', 'count', count(8)), value('3.1', 'type', text(17))], {
			when: ({ count: said, type, sscc, weight }) => (said ?? type ?? sscc ?? weight) != null,
			isMandatory: true,
		}),
		here,
		edifactMarks,
	),
	...onlyRead(edifactMarks),
];

/** CNT: the weight of the shipment, and how many packages it has. */
export const edifactTotalWeight: Rule[] = [
	segment('CNT', [value('1.2', 'totals.packages', count(8))], { match: { '1.1': '11' } }),
	segment(
		'CNT',
		[
			value('1.2', 'totals.weight', decimal(18)),
			value('1.3', 'totals.weightUnit', text(3), { goesAlong: true }),
		],
		{ match: { '1.1': '7' } },
	),
];
