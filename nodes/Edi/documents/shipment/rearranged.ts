import { isRecord } from '../../../shared/isRecord';
import type { Fields } from '../engine/paths';

/** The places that lines and packages of a document have, in the order in which a message says them. */
export interface Sequence {
	lines: number[];
	packages: number[];
}

/** A ship notice with its lines and packages in this order, as it is read again. */
export function rearranged(document: Fields, { lines, packages }: Sequence): Fields {
	const listOf = (name: string): Fields[] =>
		Array.isArray(document[name]) ? (document[name] as Fields[]) : [];
	const placesIn = (sequence: number[]) => new Map(sequence.map((index, place) => [index, place]));
	const [placeOfLine, placeOfPackage] = [placesIn(lines), placesIn(packages)];
	const withLines = <T extends Fields>(object: T): T =>
		isRecord(object) && Array.isArray(object.lines)
			? {
					...object,
					lines: (object.lines as number[])
						.map((line) => placeOfLine.get(line) ?? -1)
						.sort((one, other) => one - other),
				}
			: object;
	return {
		...document,
		...(document.orders !== undefined && { orders: listOf('orders').map(withLines) }),
		...(document.lines !== undefined && { lines: lines.map((index) => listOf('lines')[index]) }),
		...(document.packages !== undefined && {
			packages: packages.map((index) => {
				const each = withLines(listOf('packages')[index]!);
				return isRecord(each) && typeof each.parent === 'number'
					? { ...each, parent: placeOfPackage.get(each.parent) ?? -1 }
					: each;
			}),
		}),
	};
}
