import { PURPOSES } from '../codes/purposes';
import { decimal, text } from '../engine/forms';
import { coded, dateOnly, dateTime, expected, inUnit, value } from '../engine/mappings';
import { here, list, loop, segment, unmapped } from '../engine/rules';
import type { MessageTable, Rule } from '../engine/table';
import { fieldsOfLevels, fromLevels, toLevels } from '../shipment/levels';
import { x12Allocations } from '../topics/allocations';
import { x12Contacts } from '../topics/contacts';
import { x12Dates } from '../topics/dates';
import { x12Descriptions, x12Ids, x12Packaging } from '../topics/lines';
import { x12Marks, x12Weight } from '../topics/packages';
import { x12Parties } from '../topics/parties';
import { x12References } from '../topics/references';
import { x12Delivery } from '../topics/terms';
import { x12Carrier, x12Equipment } from '../topics/transport';

const rest: Rule[] = [
	x12Carrier,
	x12Equipment,
	x12References,
	x12Contacts,
	...x12Marks,
	x12Dates,
	x12Delivery,
	x12Parties(['FOB']),
	...['TD4', 'TSD', 'PAL', 'CUR', 'PKG', 'PWK', 'MEA'].map((tag) => unmapped(tag)),
	unmapped('SAC', ['CUR']),
	unmapped('CLD', ['REF', 'DTP']),
	unmapped('LH1', ['LH2', 'LH3', 'LFH', 'LEP', 'LH4', 'LHT', 'LHR', 'PER', 'LHE']),
	unmapped('V1', ['R4', 'DTM']),
];

/** HL of the shipment, whose fields are those of the document. */
const shipment: Rule = loop(
	segment('HL', [value('1', 'shipmentId', text(12)), expected('4', ['1', '0'])], {
		match: { '3': 'S' },
		usual: { '1': '1' },
		isMandatory: true,
	}),
	here,
	[
		x12Weight({
			type: 'totals.packagesType',
			count: 'totals.packages',
			weight: 'totals.weight',
			weightUnit: 'totals.weightUnit',
			volume: 'totals.volume',
			volumeUnit: 'totals.volumeUnit',
		}),
		...rest,
	],
);

/** HL of an order, a package or a line. */
const level: Rule = loop(
	segment(
		'HL',
		[
			value('1', 'id', text(12)),
			value('2', 'parent', text(12)),
			value('3', 'level', text(2)),
			value('4', 'hasChildren', text(1)),
		],
		{ match: { '3': ['O', 'T', 'P', 'I'] } },
	),
	list('levels'),
	[
		segment('LIN', [value('1', 'number', text(20)), x12Ids(2, 15)], {
			when: ({ level: said }) => said === 'I',
		}),
		segment(
			'SN1',
			[
				value('1', 'number', text(20), { goesAlong: true }),
				value('2', 'quantity.shipped', decimal(10)),
				value('3', 'quantity.unit', text(2, 2), { goesAlong: true }),
				value('5', 'quantity.ordered', decimal(15), { isRead: inUnit('6', 'quantity.unit') }),
				value('6', 'quantity.unit', text(2, 2), { goesAlong: true, beside: 'quantity.ordered' }),
			],
			{ notes: ['R02', 'R03', 'P0506'] },
		),
		segment('PRF', [value('1', 'number', text(22)), value('2', 'release', text(30)), dateOnly('4', 'date')], {
			when: ({ level: said }) => said === 'O',
		}),
		x12Packaging,
		...x12Descriptions,
		x12Weight({
			type: 'type',
			count: 'count',
			weight: 'weight',
			weightUnit: 'weightUnit',
			volume: 'volume',
			volumeUnit: 'volumeUnit',
		}),
		...rest,
		x12Allocations,
		unmapped('SLN'),
	],
);

/** A level that documents have no place for, with all that it says. */
const otherLevel = unmapped('HL', [
	...[
		'LIN',
		'SN1',
		'PRF',
		'PO4',
		'PID',
		'TD1',
		'TD5',
		'TD3',
		'REF',
		'PER',
		'MAN',
		'DTM',
		'FOB',
		'SDQ',
		'SLN',
	],
	...['N1', 'N2', 'N3', 'N4', 'TD4', 'TSD', 'PAL', 'CUR', 'SAC', 'PKG', 'PWK', 'MEA', 'LFH', 'CLD'],
]);

/** 856: ship notice. Its last segment counts the levels. */
export const x12ShipNotice: MessageTable = {
	standard: 'X12',
	type: '856',
	group: 'SH',
	kinds: ['shipNotice'],
	rules: [
		segment(
			'BSN',
			[
				coded('1', 'purpose', PURPOSES, { usual: 'original', isExact: true }),
				value('2', 'number', text(30, 2), { isRequired: true }),
				dateTime('3', '4', 'dates.issued', { isRequired: true }),
				value('5', 'structure', text(4, 4)),
			],
			{ isMandatory: true },
		),
		x12Dates,
		shipment,
		level,
		otherLevel,
		segment('CTT', [value('1', 'levelCount', text(6)), value('2', 'totals.quantity', decimal(10))], {
			isMandatory: true,
		}),
	],
	fieldsFor: fieldsOfLevels,
	afterReading: (document, leave) => {
		fromLevels(document, leave);
		delete document.levelCount;
	},
	beforeWriting: (document) => {
		const prepared = toLevels(document);
		const levels = prepared.document.levels as unknown[];
		return { ...prepared, document: { ...prepared.document, levelCount: String(levels.length + 1) } };
	},
};
