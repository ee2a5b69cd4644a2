import type { StandardName } from '../interchange/tree';
import { joinedWith, listIn, othersIn, textOf, type Fields } from './fields';
import { table, type Html } from './html';
import { lineNames } from './lines';
import { unitName } from './names';
import { referenceOf } from './references';

/** The table of the packages of a ship notice. */
export function packageTable(document: Fields, standard: StandardName): Html | undefined {
	const linesIn = lineNames(document);
	return table(
		['Package', 'SSCC', 'In package', 'Lines', 'Type', 'Weight', 'More'],
		listIn(document.packages).map(
			({ sscc, parent, lines, count, type, weight, weightUnit, tracking, references, ...rest }, index) => [
				String(index + 1),
				textOf(sscc),
				parent === undefined ? '' : String(Number(parent) + 1),
				linesIn(lines),
				joinedWith(' × ', count, type),
				joinedWith(' ', weight, weightUnit && unitName(textOf(weightUnit), standard)),
				joinedWith(', ', tracking, ...listIn(references).map(referenceOf), ...othersIn(rest)),
			],
		),
		[5],
	);
}
