import { isRecord } from '../../../shared/isRecord';
import { isBlank, joined, type Fields } from '../engine/paths';
import type { Problem } from '../engine/segmentFields';

/** What is in a shipment: orders, packages and lines, each with its place in its list. */
export interface Contents {
	orders: Fields[];
	packages: Fields[];
	lines: Fields[];
	/** The packages and lines that stand in a package, or in none of an order. */
	packagesIn: (outer: number | undefined, order: number | undefined) => number[];
	linesIn: (outer: number | undefined, order: number | undefined) => number[];
	/** The packages that a line is spread over. */
	packagesBelow: (line: number) => number[];
	orderOf: (line: number) => number | undefined;
	/** The paths of the fields that say what is where. */
	said: string[];
	problems: Problem[];
}

const recordsIn = (list: unknown): Fields[] =>
	Array.isArray(list) ? list.map((each: unknown) => (isRecord(each) ? each : {})) : [];

/** Adds an entry to the list of a key. */
function addTo<K, V>(lists: Map<K, V[]>, key: K, entry: V): void {
	const list = lists.get(key);
	if (list) list.push(entry);
	else lists.set(key, [entry]);
}

/** Packages whose parents are none, or are each other. */
function rootless(packages: Fields[]): Set<number> {
	const isRooted = new Map<number, boolean>();
	for (const index of packages.keys()) {
		const path: number[] = [];
		const seen = new Set<number>();
		let outer: unknown = index;
		let end: boolean | undefined;
		while (end === undefined) {
			if (typeof outer !== 'number' || !packages[outer] || seen.has(outer)) end = false;
			else if (isRooted.has(outer)) end = isRooted.get(outer)!;
			else {
				path.push(outer);
				seen.add(outer);
				const parent: unknown = packages[outer]!.parent ?? undefined;
				if (parent === undefined) end = true;
				outer = parent;
			}
		}
		for (const each of path) isRooted.set(each, end);
	}
	return new Set([...packages.keys()].filter((index) => !isRooted.get(index)));
}

/** Reads what a ship notice says about its packages: which lines they hold, and which package they are in. */
export function contentsOf(document: Fields, { mayStandBelowLines = false } = {}): Contents {
	const [orders, packages, lines] = [document.orders, document.packages, document.lines].map(recordsIn) as [
		Fields[],
		Fields[],
		Fields[],
	];
	const problems: Problem[] = [];
	for (const name of ['orders', 'packages'])
		if (Array.isArray(document[name]))
			for (const [index, each] of (document[name] as unknown[]).entries())
				if (!isRecord(each)) problems.push({ path: `${name}[${index}]`, reason: 'is no object' });
	const said: string[] = [];
	/** The lines that an object says it holds. */
	const heldBy = (name: string, outer: number, held: unknown): number[] => {
		const path = `${name}[${outer}].lines`;
		if (held === undefined || held === null) return [];
		if (!Array.isArray(held)) {
			problems.push({ path, reason: 'is no list' });
			return [];
		}
		const before = new Set<unknown>();
		return (held as unknown[]).filter((line, index): line is number => {
			said.push(`${path}[${index}]`);
			const isAgain = before.has(line);
			before.add(line);
			if (typeof line === 'number' && lines[line] && !isAgain) return true;
			const reason = isAgain
				? `is ${JSON.stringify(line)}, which is there already`
				: `is ${JSON.stringify(line)}; a line is a number from 0 to ${lines.length - 1}`;
			problems.push({ path: `${path}[${index}]`, reason });
			return false;
		});
	};
	const linesOf = (name: string, outers: Fields[]) =>
		outers.map(({ lines: held }, outer) => heldBy(name, outer, held));
	const [linesOfOrders, linesOfPackages] = [linesOf('orders', orders), linesOf('packages', packages)];
	const refuseLine = (path: string, line: number, other: string): void =>
		void problems.push({
			path,
			reason: `hold line ${line}, and so does ${other}. Make two lines of it, each with its own quantity`,
		});
	const orderOfLine = new Map<number, number>();
	for (const [order, held] of linesOfOrders.entries())
		for (const line of held) {
			if (orderOfLine.has(line))
				refuseLine(`orders[${order}].lines`, line, `orders[${orderOfLine.get(line)}]`);
			orderOfLine.set(line, order);
		}
	const withoutRoot = rootless(packages);
	const parents = packages.map(({ parent }, index) => {
		if (parent === undefined || parent === null) return undefined;
		const path = `packages[${index}].parent`;
		said.push(path);
		if (!withoutRoot.has(index)) return parent as number;
		problems.push({
			path,
			reason: `is ${JSON.stringify(parent)}; it is the place of the package around it, from 0 to ${packages.length - 1}, and no package is in itself`,
		});
		return undefined;
	});
	for (const [index, { level }] of packages.entries())
		if (!isBlank(level) && level !== 'tare')
			problems.push({
				path: `packages[${index}].level`,
				reason: `is ${JSON.stringify(level)}; it is “tare”, or there is none`,
			});
	const isOuter = new Set(parents);
	const holdersOf = new Map<number, number[]>();
	for (const [index, held] of linesOfPackages.entries())
		for (const line of held) addTo(holdersOf, line, index);
	const packageOfLine = new Map<number, number>();
	const below = new Map<number, number[]>();
	const isBelowLine = new Set<number>();
	for (const [line, holders] of holdersOf) {
		const isHolder = new Set(holders);
		const outerOf = new Set(holders.map((each) => parents[each]).filter((each) => isHolder.has(each!)));
		const outer = holders.length === 1 ? holders[0] : holders.find((each) => outerOf.has(each));
		if (outer !== undefined) packageOfLine.set(line, outer);
		const inner = holders.filter((each) => each !== outer);
		below.set(line, inner);
		for (const each of inner) {
			isBelowLine.add(each);
			const isOnlyOfLine =
				linesOfPackages[each]!.length === 1 && parents[each] === outer && !isOuter.has(each);
			if (!isOnlyOfLine || !mayStandBelowLines)
				refuseLine(`packages[${each}].lines`, line, `packages[${holders.find((other) => other !== each)}]`);
		}
	}
	const orderOf = (line: number): number | undefined => {
		if (orderOfLine.has(line)) return orderOfLine.get(line);
		return orders.length === 1 && orders[0]!.lines === undefined ? 0 : undefined;
	};
	const packagesBy = new Map<number | undefined, number[]>();
	for (const index of packages.keys()) if (!isBelowLine.has(index)) addTo(packagesBy, parents[index], index);
	const linesBy = new Map<number | undefined, number[]>();
	for (const line of lines.keys()) addTo(linesBy, packageOfLine.get(line), line);
	/** The order of what each package holds, its own packages included; “several” if they aren't one. */
	const orderIn = new Map<number, number | 'none' | 'several'>();
	const outerFirst = [...(packagesBy.get(undefined) ?? [])];
	for (const index of outerFirst) for (const inner of packagesBy.get(index) ?? []) outerFirst.push(inner);
	for (const index of outerFirst.reverse()) {
		const found = new Set<number | 'none' | 'several'>([
			...(linesBy.get(index) ?? []).map((line) => orderOf(line) ?? 'none'),
			...(packagesBy.get(index) ?? []).flatMap((inner) => orderIn.get(inner) ?? []),
		]);
		const [only, ...more] = found;
		if (only !== undefined) orderIn.set(index, more.length > 0 ? 'several' : only);
	}
	const orderOfPackage = packages.map((_, index) => {
		const order = orderIn.get(index);
		if (order === 'several' && problems.length === 0)
			problems.push({
				path: `packages[${index}].lines`,
				reason: 'belong to several orders, which one package can’t',
			});
		return typeof order === 'number' ? order : undefined;
	});
	if (orders.length > 0)
		for (const index of lines.keys())
			if (orderOf(index) === undefined)
				problems.push({
					path: `lines[${index}]`,
					reason: 'is in none of the orders. Add it to `lines` of its order',
				});
	const outermost = new Map<number | undefined, number[]>();
	for (const index of packagesBy.get(undefined) ?? []) addTo(outermost, orderOfPackage[index], index);
	const loose = new Map<number | undefined, number[]>();
	for (const line of linesBy.get(undefined) ?? []) addTo(loose, orderOf(line), line);
	return {
		orders,
		packages,
		lines,
		said,
		problems,
		orderOf,
		packagesBelow: (line) => below.get(line) ?? [],
		packagesIn: (outer, order) => (outer === undefined ? outermost.get(order) : packagesBy.get(outer)) ?? [],
		linesIn: (outer, order) => (outer === undefined ? loose.get(order) : linesBy.get(outer)) ?? [],
	};
}

/** Where the paths of what is written came from: by the path of an object, or of one field. */
export class Origins {
	private readonly known = new Map<string, string>();

	note(path: string, origin: string): void {
		this.known.set(path, origin);
	}

	of(path: string): string {
		const exact = this.known.get(path);
		if (exact !== undefined) return exact;
		for (
			let end = path.length;
			end > 0;
			end = Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1))
		) {
			const origin = this.known.get(path.slice(0, end));
			if (origin !== undefined) return joined(origin, path.slice(end).replace(/^\./, ''));
		}
		return path;
	}
}

/** The one order that a shipment is for, where the document says it like any other: a reference and a date. */
export function orderInReferences({
	references,
	dates,
}: Fields): { number: unknown; date?: unknown; index: number } | undefined {
	const index = Array.isArray(references)
		? references.findIndex((each: unknown) => isRecord(each) && each.type === 'order')
		: -1;
	if (index < 0) return undefined;
	const reference = (references as Fields[])[index]!;
	return { number: reference.value, date: isRecord(dates) ? dates.order : undefined, index };
}
