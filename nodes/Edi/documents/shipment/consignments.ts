import { isRecord } from '../../../shared/isRecord';
import { without } from '../../../shared/without';
import { isBlank, type Fields } from '../engine/paths';
import type { Problem } from '../engine/segmentFields';
import type { Leave, Prepared } from '../engine/table';
import { rearranged, type Sequence } from './rearranged';
import { contentsOf, Origins } from './contents';
import { parentsOf, walk, type Step } from './tree';

/** CPS with its lines: the shipment itself, or a package. */
interface Consignment extends Fields {
	id?: string;
	parent?: string;
	lines?: Fields[];
}

/** The fields of the shipment itself, which are totals of the document. */
const TOTALS: Record<string, string> = { count: 'packages', type: 'packagesType' };

/**
 * Sorts consignments into packages and lines, and the orders that the lines name into orders. The first one is the
 * shipment itself, if it is in none and no package. `leave` lists an element of a consignment as unmapped.
 */
export function fromConsignments(document: Fields, leave: Leave): void {
	const consignments = (document.consignments ?? []) as Consignment[];
	delete document.consignments;
	const parents = parentsOf(consignments, undefined, leave);
	const [shipment] = consignments.filter((each, index) => index === 0 && isShipment(each, document));
	const packages = shipment ? consignments.slice(1) : consignments;
	const placeOf = new Map(packages.map((each, index) => [each, index]));
	const lines: Fields[] = [...(shipment?.lines ?? [])];
	const found = packages.map((each) => {
		const held = each.lines ?? [];
		const from = lines.length;
		for (const line of held) lines.push(line);
		const parent = placeOf.get(parents.get(each)!);
		return {
			...without(each, 'id', 'parent', 'lines'),
			...(parent !== undefined && { parent }),
			lines: held.map((_, index) => from + index),
		};
	});
	if (found.length > 0) document.packages = found;
	if (lines.length > 0) document.lines = lines;
	if (shipment) {
		const totals = totalsOf(shipment);
		if (Object.keys(totals).length > 0) document.totals = { ...totals, ...(document.totals as Fields) };
	}
	ordersOfLines(document);
}

/** What a consignment says, as totals of the document. */
const totalsOf = (consignment: Consignment): Fields =>
	Object.fromEntries(
		Object.entries(without(consignment, 'id', 'parent', 'lines')).map(([name, value]) => [
			TOTALS[name] ?? name,
			value,
		]),
	);

/** Whether a consignment may be the shipment itself: it is in none, has no number of a package, and no other totals than the document. */
const isShipment = (consignment: Consignment, { totals = {} }: Fields): boolean =>
	consignment.parent === undefined &&
	consignment.sscc === undefined &&
	Object.entries(totalsOf(consignment)).every(([name, value]) =>
		[undefined, value].includes((totals as Fields)[name]),
	);

const isOrder = (reference: Fields): boolean => reference.type === 'order';

/** Makes orders of the references that all lines have, where the document itself has none. */
function ordersOfLines(document: Fields): void {
	const lines = (document.lines ?? []) as Fields[];
	const referencesOf = (fields: Fields) => (fields.references ?? []) as Fields[];
	if (lines.length === 0 || referencesOf(document).some(isOrder)) return;
	if (!lines.every((line) => referencesOf(line).filter(isOrder).length === 1)) return;
	const orders = new Map<string, Fields & { lines: number[] }>();
	for (const [index, line] of lines.entries()) {
		const { value, date, line: place } = referencesOf(line).find(isOrder)!;
		const key = JSON.stringify([value, date]);
		const order = orders.get(key) ?? { number: value, ...(date !== undefined && { date }), lines: [] };
		orders.set(key, order);
		order.lines.push(index);
		line.references = referencesOf(line).filter((each) => !isOrder(each));
		if ((line.references as Fields[]).length === 0) delete line.references;
		if (place !== undefined) line.buyerLine = place;
	}
	document.orders = [...orders.values()];
}

/** Orders that can't be told apart when they are read from the lines again. */
function orderProblems({ references }: Fields, orders: Fields[]): Problem[] {
	const isNamed =
		Array.isArray(references) && references.some((each: unknown) => isRecord(each) && isOrder(each));
	if (isNamed && orders.length > 0)
		return [
			{
				path: 'orders',
				reason: 'stand beside a reference to an order, which is for all lines. Remove that, or `orders`',
			},
		];
	const known = new Map<string, number>();
	return orders.flatMap(({ number, date, lines }, index): Problem[] => {
		if (Array.isArray(lines) && lines.length === 0) return [];
		const key = JSON.stringify([number, date]);
		const first = known.get(key);
		known.set(key, index);
		if (first === undefined) return [];
		const reason = isBlank(number)
			? 'is missing, as that of another order'
			: `is ${JSON.stringify(number)}, as that of orders[${first}]. Put the lines of both into one`;
		return [{ path: `orders[${index}].number`, reason }];
	});
}

/** The inverse. The first consignment is the shipment itself. */
export function toConsignments(document: Fields): Prepared {
	const { orders, packages, lines, linesIn, packagesIn, orderOf, said, problems } = contentsOf(document);
	const rest = without(document, 'orders', 'packages', 'lines');
	const origins = new Origins();
	const consignments: Consignment[] = [];
	const sequence: Sequence = { lines: [], packages: [] };
	const place = (consignment: Consignment, held: number[]): string => {
		const id = String(consignments.length + 1);
		const own = `consignments[${consignments.length}]`;
		consignments.push({
			...consignment,
			id,
			lines: held.map((index, at) => {
				sequence.lines.push(index);
				const order = orderOf(index);
				origins.note(`${own}.lines[${at}]`, `lines[${index}]`);
				if (order === undefined) return lines[index]!;
				const { references, buyerLine, ...line } = lines[index]!;
				const { number, date } = orders[order]!;
				const before = Array.isArray(references) ? references : [];
				origins.note(`${own}.lines[${at}].references[${before.length}].value`, `orders[${order}].number`);
				origins.note(`${own}.lines[${at}].references[${before.length}].date`, `orders[${order}].date`);
				origins.note(`${own}.lines[${at}].references[${before.length}].line`, `lines[${index}].buyerLine`);
				return {
					...line,
					references: [...(before as Fields[]), { type: 'order', value: number, date, line: buyerLine }],
				};
			}),
		});
		return id;
	};
	const every = [...(orders.length > 0 ? orders.keys() : []), undefined];
	const totals = (document.totals ?? {}) as Fields;
	const ofShipment: Fields = {};
	for (const [name, total] of Object.entries(TOTALS)) {
		ofShipment[name] = totals[total];
		origins.note(`consignments[0].${name}`, `totals.${total}`);
	}
	const shipment = place(
		ofShipment,
		every.flatMap((order) => linesIn(undefined, order)),
	);
	const inside = (outer: number | undefined, parent: string): Step[] => {
		const inner =
			outer === undefined
				? every.flatMap((order) => packagesIn(undefined, order))
				: packagesIn(outer, undefined);
		return inner.map((index) => () => {
			const fields = without(packages[index]!, 'lines', 'parent', 'level');
			origins.note(`consignments[${consignments.length}]`, `packages[${index}]`);
			sequence.packages.push(index);
			return inside(index, place({ ...fields, parent }, linesIn(index, undefined)));
		});
	};
	walk(inside(undefined, shipment));
	return {
		document: { ...rest, consignments },
		pathOf: (path) => origins.of(path),
		said,
		asRead: (read) => {
			const again = rearranged(structuredClone(read), sequence);
			if (orders.length === 0) ordersOfLines(again);
			else
				again.orders = (again.orders as { lines?: number[] }[])
					.filter(({ lines: held = [0] }) => held.length > 0)
					.sort((one, other) => (one.lines?.[0] ?? 0) - (other.lines?.[0] ?? 0));
			return again;
		},
		problems: [...problems, ...orderProblems(document, orders)],
	};
}

/** The fields of a document for a path in a consignment. */
export function fieldsOfConsignments(path: string): string[] {
	const [, name] = /^consignments\[\]\.?(.*)$/.exec(path) ?? [];
	if (name === undefined) return [path];
	if (name === 'id')
		return [
			'packages[].lines[]',
			'orders[].number',
			'orders[].date',
			'orders[].lines[]',
			'lines[].buyerLine',
		];
	if (name.startsWith('lines[].')) return [name];
	return [`packages[].${name}`];
}
