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
	const withLines = <T extends Fields>(object: T): T =>
		Array.isArray(object.lines)
			? {
					...object,
					lines: (object.lines as number[])
						.map((line) => lines.indexOf(line))
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
				return typeof each.parent === 'number' ? { ...each, parent: packages.indexOf(each.parent) } : each;
			}),
		}),
	};
}
