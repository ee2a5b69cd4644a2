import { Codes } from '../engine/codes';
import { text } from '../engine/forms';
import { ID_SCHEMES } from '../codes/idSchemes';
import { coded, value } from '../engine/mappings';
import { here, loop, segment, unmapped } from '../engine/rules';
import type { Rule } from '../engine/table';

/** How goods travel: X12 TD504 (element 91), EDIFACT TDT C220.8067. */
export const TRANSPORT_MODES = new Codes([
	['sea', ['S'], ['10', '1']],
	['rail', ['R'], ['20', '2']],
	['road', ['M'], ['30', '3']],
	['air', ['A'], ['40', '4']],
	['mail', ['7'], ['50', '5']],
	['intermodal', ['X'], ['60', '6']],
	['inlandWaterway', ['W'], ['80', '8']],
	['containerizedSea', ['O'], []],
	['parcel', ['U'], []],
	['pickup', ['H'], []],
]);

/** What the goods are in: X12 TD301 (element 40), EDIFACT EQD 8053. */
const EQUIPMENT = new Codes([
	['trailer', ['TL'], ['TE']],
	['container', ['CN'], ['CN']],
	['railcar', ['RR'], ['RR']],
]);

/** What belongs to TDT. */
const TRANSPORT_REST = [unmapped('LOC'), unmapped('DTM'), unmapped('RFF', ['DTM']), unmapped('PCD')];

/** Who assigned the id of the carrier, where that isn't the usual list: SCAC. */
const carrierScheme = (at: string, scac: string) =>
	coded(at, 'transport.carrierScheme', ID_SCHEMES, { implied: scac, beside: 'transport.carrier' });

/** TD5. */
export const x12Carrier: Rule = segment(
	'TD5',
	[
		value('1', 'transport.sequence', text(2)),
		carrierScheme('2', '2'),
		value('3', 'transport.carrier', text(80, 2), { isRead: (texts) => !texts.isUnclear('2') }),
		coded('4', 'transport.mode', TRANSPORT_MODES, { maxLength: 2 }),
		value('5', 'transport.name', text(35)),
		value('12', 'transport.service', text(2, 2)),
	],
	{ notes: ['R02040512', 'C0203'] },
);

/** TD3. */
export const x12Equipment: Rule = segment(
	'TD3',
	[
		coded('1', 'transport.equipmentType', EQUIPMENT, { maxLength: 2 }),
		value('2', 'transport.equipmentOwner', text(4)),
		value('3', 'transport.equipment', text([10, 15])),
		value('9', 'transport.seal', text(15, 2)),
	],
	{ notes: ['C0203'] },
);

/** TDT with what it goes with. */
export const edifactCarrier: Rule[] = [
	loop(
		segment(
			'TDT',
			[
				value('2', 'transport.journey', text(17)),
				coded('3.1', 'transport.mode', TRANSPORT_MODES),
				value('5.1', 'transport.carrier', text(17)),
				carrierScheme('5.3', '182'),
				value('5.4', 'transport.name', text(35)),
			],
			{ match: { '1': '20' } },
		),
		here,
		TRANSPORT_REST,
	),
	unmapped('TDT', ['LOC', 'DTM', 'RFF', 'PCD']),
];

/** EQD with what belongs to it. */
export const edifactEquipment = (rules: Rule[] = []): Rule =>
	loop(
		segment('EQD', [
			coded('1', 'transport.equipmentType', EQUIPMENT, { isRequired: true }),
			value('2.1', 'transport.equipment', text(17)),
		]),
		here,
		[...rules, ...['HAN', 'MEA', 'FTX', 'EQA'].map((tag) => unmapped(tag))],
	);

/** SEL: the seal of the equipment. */
export const edifactSeal = segment('SEL', [value('1', 'transport.seal', text([10, 35]))]);
