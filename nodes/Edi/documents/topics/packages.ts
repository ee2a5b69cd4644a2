import { count, decimal, text } from '../engine/forms';
import { beside, value } from '../engine/mappings';
import { segment } from '../engine/rules';
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
	segment('TD1', [
		value('1', fields.type, text(5, 3)),
		value('2', fields.count, count(7)),
		beside(fields.weight, '6', 'G'),
		value('7', fields.weight, decimal(10)),
		value('8', fields.weightUnit, text(2, 2), { goesAlong: true }),
		value('9', fields.volume, decimal(8)),
		value('10', fields.volumeUnit, text(2, 2), { goesAlong: true }),
	]);

/** PAC: how many packages of which type. The marks and the weight of a package follow it. */
export const edifactPackaging: Rule = segment(
	'PAC',
	[value('1', 'count', count(8)), value('3.1', 'type', text(17))],
	{
		when: ({ count: said, type, sscc, weight }) => (said ?? type ?? sscc ?? weight) != null,
		isMandatory: true,
	},
);

/** MEA: the gross weight. */
export const edifactWeight: Rule = segment(
	'MEA',
	[value('3.2', 'weight', decimal(18)), value('3.1', 'weightUnit', text(3), { goesAlong: true })],
	{ match: { '1': ['PD', 'AAE', 'WT'], '2.1': ['G', 'AAD', 'AAB'] } },
);

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
