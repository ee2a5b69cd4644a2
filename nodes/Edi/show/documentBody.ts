import { without } from '../../shared/without';
import type { StandardName } from '../interchange/tree';
import { ALLOWANCE_HEAD, allowanceRows, TAX_HEAD, taxRows } from './amounts';
import { entriesIn, textsIn, type Fields } from './fields';
import { head } from './head';
import { definitions, element, section, table, type Html } from './html';
import { lineTable } from './lines';
import { packageTable } from './packages';
import { partyBoxes } from './parties';

/** Fields that have a place on the page, from its head to its end. */
const PLACED = [
	...['kind', 'number', 'purpose', 'documentType', 'response', 'dates', 'currency', 'references', 'unmapped'],
	...['freightTerms', 'incoterm', 'incotermPlace', 'fobText', 'transport', 'terms', 'otherTerms', 'orders'],
	...[
		'contacts',
		'parties',
		'otherParties',
		'lines',
		'packages',
		'allowancesCharges',
		'taxes',
		'totals',
		'notes',
	],
];

/** A business document as a person reads it: what it is about, the parties, the lines, the totals. */
export function documentBody(document: Fields, standard: StandardName): (Html | undefined)[] {
	const notes = textsIn(document.notes);
	return [
		head(document, without(document, ...PLACED)),
		section('Parties', partyBoxes(document)),
		section('Lines', lineTable(document, standard)),
		section('Packages', packageTable(document, standard)),
		section(
			'Allowances and charges',
			table(ALLOWANCE_HEAD, allowanceRows(document.allowancesCharges), [2, 3]),
		),
		section('Taxes', table(TAX_HEAD, taxRows(document.taxes), [1, 2, 3])),
		section('Totals', definitions(entriesIn(document.totals))),
		section(
			'Notes',
			notes.length === 0
				? undefined
				: element(
						'div',
						notes.map((note) => element('p', note)),
					),
		),
	];
}
