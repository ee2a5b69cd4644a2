import { without } from '../../../shared/without';
import { saysSomething, type Fields } from '../engine/paths';
import type { Leave, Prepared } from '../engine/table';
import { rearranged, type Sequence } from './rearranged';
import { contentsOf, orderInReferences, Origins } from './contents';
import { parentsOf, walk, type Step } from './tree';

/**
 * A shipment as HL and CPS say it: a list of levels, each with the id of the one that it is in. `level` is X12's code
 * (HL03): O for an order, T and P for packages, I for a line. A package of a ship notice says which lines it holds and
 * which package it is in, each by its place in the list.
 */
export interface Level extends Fields {
	level: string;
	id?: string;
	parent?: string;
}

const PACKAGES = ['T', 'P'];

/** Sorts levels into orders, packages and lines. `leave` lists an element of a level as unmapped. */
export function fromLevels(document: Fields, leave: Leave): void {
	const levels = (document.levels ?? []) as Level[];
	const parents = parentsOf(levels, document.shipmentId as string | undefined, leave);
	delete document.levels;
	delete document.shipmentId;
	if (levels.length === 0) return;
	const of = (wanted: string[]) => levels.filter(({ level }) => wanted.includes(level));
	const [orders, packages, lines] = [of(['O']), of(PACKAGES), of(['I'])];
	/** The nearest level around each that is one of these. */
	const around = (wanted: Level[]): Map<Level, Level> => {
		const [isWanted, found] = [new Set(wanted), new Map<Level, Level>()];
		for (const level of levels) {
			const parent = parents.get(level);
			const nearest = parent && (isWanted.has(parent) ? parent : found.get(parent));
			if (nearest) found.set(level, nearest);
		}
		return found;
	};
	const lineAround = around(lines);
	const placeOf = new Map(lines.map((line, index) => [line, index]));
	/** The places of the lines in each of these, or of the line that it is in. */
	const placesIn = (outers: Level[]): Map<Level, number[]> => {
		const places = new Map(
			outers.map((outer) => {
				const line = lineAround.get(outer);
				return [outer, line ? [placeOf.get(line)!] : []];
			}),
		);
		const outerOf = around(outers);
		for (const [index, line] of lines.entries()) {
			const outer = outerOf.get(line);
			if (outer) places.get(outer)!.push(index);
		}
		return places;
	};
	const [linesOfOrders, linesOfPackages] = [placesIn(orders), placesIn(packages)];
	const packageAround = around(packages);
	const packageAt = new Map(packages.map((each, index) => [each, index]));
	document.orders = orders.map((order) => ({ ...content(order), lines: linesOfOrders.get(order)! }));
	document.packages = packages.map((each) => {
		const parent = packageAround.get(each);
		return {
			...content(each),
			...(each.level === 'T' && { level: 'tare' }),
			...(parent && { parent: packageAt.get(parent)! }),
			lines: linesOfPackages.get(each)!,
		};
	});
	document.lines = lines.map(content);
	for (const name of ['orders', 'packages', 'lines'])
		if ((document[name] as unknown[]).length === 0) delete document[name];
	asReference(document);
}

const content = (level: Level): Fields => without(level, 'level', 'id', 'parent', 'hasChildren');

/** Says the one order of a shipment like any other document: as a reference with a date. */
function asReference(document: Fields): void {
	const [order, ...more] = (document.orders ?? []) as Fields[];
	const isPlain =
		order &&
		Object.entries(order).every(
			([name, value]) => !saysSomething(value) || ['number', 'date', 'lines'].includes(name),
		);
	const dates = (document.dates ?? {}) as Fields;
	if (!isPlain || more.length > 0 || (order.date !== undefined && dates.order !== undefined)) return;
	delete document.orders;
	const references = (document.references ?? []) as Fields[];
	if (order.number !== undefined)
		document.references = [{ type: 'order', value: order.number }, ...references];
	if (order.date !== undefined) document.dates = { ...dates, order: order.date };
}

/** The inverse: a shipment as levels below the first, which is the shipment. */
export function toLevels(document: Fields): Prepared {
	const contents = contentsOf(document, { mayStandBelowLines: true });
	const { orders, packages, lines, packagesIn, packagesBelow, linesIn, said, problems } = contents;
	const rest: Fields = without(document, 'orders', 'packages', 'lines');
	const levels: Level[] = [];
	const origins = new Origins();
	const replaced: string[] = [];
	const sequence: Sequence = { lines: [], packages: [] };
	const add = (fields: Fields, level: string, parent: string, origin: string): string => {
		const id = String(levels.length + 2);
		origins.note(`levels[${levels.length}]`, origin);
		levels.push({ ...fields, level, id, parent });
		return id;
	};
	const inside = (outer: number | undefined, order: number | undefined, parent: string): Step[] => [
		...packagesIn(outer, order).map((index): Step => () => {
			const { level, ...fields } = without(packages[index]!, 'lines', 'parent');
			if (level !== undefined) said.push(`packages[${index}].level`);
			sequence.packages.push(index);
			const isTare = level === 'tare' || packagesIn(index, order).length > 0;
			return inside(index, order, add(fields, isTare ? 'T' : 'P', parent, `packages[${index}]`));
		}),
		...linesIn(outer, order).map((index): Step => () => {
			sequence.lines.push(index);
			const id = add(lines[index]!, 'I', parent, `lines[${index}]`);
			for (const below of packagesBelow(index)) {
				sequence.packages.push(below);
				add(without(packages[below]!, 'lines', 'parent', 'level'), 'P', id, `packages[${below}]`);
			}
			return [];
		}),
	];
	const addInside = (outer: number | undefined, order: number | undefined, parent: string): void =>
		walk(inside(outer, order, parent));
	const [first] = orders.length === 0 ? [orderInReferences(document)] : [];
	if (first) {
		const { number, date, index } = first;
		const place = levels.length;
		const id = add({ number, date }, 'O', '1', 'orders');
		origins.note(`levels[${place}].number`, `references[${index}].value`);
		origins.note(`levels[${place}].date`, 'dates.order');
		const reference: Fields = { type: 'order', value: number };
		for (const name of ['type', 'code', 'value']) said.push(`references[${index}].${name}`);
		replaced.push(`references[${index}].code`);
		rest.references = (rest.references as unknown[]).map((each, at) => (at === index ? reference : each));
		if (date !== undefined) rest.dates = without(rest.dates as Fields, 'order');
		addInside(undefined, undefined, id);
	}
	for (const [index, order] of orders.entries())
		addInside(undefined, index, add(without(order, 'lines'), 'O', '1', `orders[${index}]`));
	if (!first) addInside(undefined, undefined, '1');
	const parents = new Set(levels.map(({ parent }) => parent));
	for (const level of levels) level.hasChildren = parents.has(level.id!) ? '1' : '0';
	return {
		document: { ...rest, levels },
		pathOf: (path) => origins.of(path),
		said,
		replaced,
		asRead: (read) => {
			const again = rearranged(read, sequence);
			asReference(again);
			return again;
		},
		problems,
	};
}

/** The fields of a document for a path in a level. */
export function fieldsOfLevels(path: string): string[] {
	const [, name] = /^levels\[\]\.?(.*)$/.exec(path) ?? [];
	if (name === undefined) return ['levelCount', 'shipmentId'].includes(path) ? [] : [path];
	if (['id', 'hasChildren'].includes(name)) return [];
	if (name === 'parent') return ['packages[].parent'];
	if (name === 'level') return ['packages[].level', 'packages[].lines[]', 'orders[].lines[]'];
	if (/^(number|release|date)$/.test(name))
		return [`orders[].${name}`, ...(name === 'number' ? ['lines[].number'] : [])];
	return ['orders', 'packages', 'lines'].map((list) => `${list}[].${name}`);
}
