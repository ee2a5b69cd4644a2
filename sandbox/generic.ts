import type { Grid, Handlers } from './api';
import { endpoints, type Endpoint, type Shape } from '../test/contract';
import { notFound } from './envelope';
import type { Paging } from './paging';

type Row = Record<string, unknown>;
type RowShape = Record<string, Shape>;

/** Objects with lower IDs exist from the start; new objects get this ID or higher. */
const FIRST_NEW_ID = 1_000_001;

const isObject = (shape: Shape | undefined): shape is RowShape =>
	typeof shape === 'object' && shape !== null && !Array.isArray(shape);

/** Returns the name and row shape of the list in a response, if it contains one. A bare array has no name. */
function listIn(shape: Shape): { name?: string; row: RowShape } | undefined {
	if (Array.isArray(shape)) return isObject(shape[0]) ? { row: shape[0] } : undefined;
	if (!isObject(shape) || !('totalRecords' in shape)) return undefined;
	const [name, rows] = Object.entries(shape).find(([, value]) => Array.isArray(value))!;
	return { name, row: (rows as Shape[])[0] as RowShape };
}

const resourceOf = ({ path }: Endpoint) => path.split('/')[2]!;

const idNameIn = (row: RowShape | undefined) =>
	Object.keys(row ?? {}).find((name) => name.endsWith('Id') && row![name] === 'integer');

/** By resource, such as `partners`: the name of its ID field and the shape of its objects. */
const kinds = new Map<string, { idName: string; row: RowShape }>();
for (const endpoint of endpoints) {
	const row = listIn(endpoint.data)?.row ?? (isObject(endpoint.data) ? endpoint.data : undefined);
	const idName = idNameIn(row);
	const resource = resourceOf(endpoint);
	const isBetter = Object.keys(row ?? {}).length > Object.keys(kinds.get(resource)?.row ?? {}).length;
	if (row && idName && isBetter) kinds.set(resource, { idName, row });
}

function sampleOf(shape: Shape, name = ''): unknown {
	if (Array.isArray(shape)) return shape.map((inner) => sampleOf(inner, name));
	if (isObject(shape)) {
		return Object.fromEntries(Object.entries(shape).map(([field, inner]) => [field, sampleOf(inner, field)]));
	}
	if (shape === 'integer') return 1;
	if (shape === 'boolean') return true;
	if (shape === 'null') return null;
	if (name === 'status') return 'Active';
	return /date|created|modified|expires|time|usage|At$|period(Start|End)/i.test(name)
		? '2026-01-31T09:30:00Z'
		: `Sample ${name}`.trim();
}

/** Returns a row with the request's values for those fields that the row has. */
const filledIn = (row: Row, input: Row): Row => ({
	...row,
	...Object.fromEntries(Object.entries(input).filter(([name, value]) => name in row && value !== undefined)),
});

/** The objects of one resource. Unless they are all of them, it contains an object for every ID below the first new one. */
class Objects {
	private readonly deleted = new Set<number>();
	private nextId = FIRST_NEW_ID;

	constructor(
		private readonly idName: string,
		private readonly shape: RowShape,
		private readonly rows: Row[],
		private readonly areAll: boolean,
	) {}

	private at = (id: number) => this.rows.findIndex((row) => row[this.idName] === id);

	private add(id: number, input: Row = {}): Row {
		const row = filledIn(
			{ ...(sampleOf(this.shape) as Row), [this.idName]: id },
			{ ...input, [this.idName]: id },
		);
		this.rows.push(row);
		return row;
	}

	create(input: Row): Row {
		return this.add(this.nextId++, input);
	}

	get(id: number): Row {
		const known = this.rows[this.at(id)];
		if (known) return known;
		if (this.areAll || id >= FIRST_NEW_ID || this.deleted.has(id)) throw notFound(this.idName, id);
		return this.add(id);
	}

	update(id: number, input: Row): Row {
		const row = this.get(id);
		return Object.assign(row, filledIn(row, { ...input, [this.idName]: id }));
	}

	delete(id: number): void {
		this.get(id);
		this.rows.splice(this.at(id), 1);
		this.deleted.add(id);
	}

	/** Returns the objects whose fields match the request. An ECGrid ID matches either one of a partner. */
	matching(input: Row): Row[] {
		return this.rows.filter((row) =>
			Object.entries(input).every(([name, value]) => {
				const found = Object.keys(row).filter((field) => [name, `${name}From`, `${name}To`].includes(field));
				return found.length === 0 || found.some((field) => row[field] === value);
			}),
		);
	}
}

/** Whether an endpoint creates the object that it returns. One that gets the object's ID doesn't. */
const isCreation = ({ method, path, data, request }: Endpoint) =>
	method === 'POST' &&
	isObject(data) &&
	!request.some(({ name }) => name === idNameIn(data)) &&
	(path.endsWith('/create') || path === `/v2/${path.split('/')[2]}`);

/**
 * Returns a handler for each endpoint, based on the request and response on its page. Create assigns an ID.
 * Get returns what was created or updated. List returns pages with totals. After delete, get returns “not
 * found”. Every other endpoint changes the object that the request names and responds in the shape on its
 * page.
 */
export function generic({ store, reading }: Grid): Handlers {
	const seeded: Record<string, object[]> = {
		networks: store.networks,
		mailboxes: store.mailboxes,
		ids: store.ecGridIds,
		partners: store.interconnects,
		comms: store.comms,
	};
	const complete = ['networks', 'mailboxes'];
	const all = new Map(
		[...kinds].map(([resource, { idName, row }]) => [
			resource,
			new Objects(idName, row, (seeded[resource] ?? []) as Row[], complete.includes(resource)),
		]),
	);

	const handlerOf = (endpoint: Endpoint) => (input: Row) => {
		const { method, data, request } = endpoint;
		const resource = resourceOf(endpoint);
		const objects = all.get(resource);
		const idName = kinds.get(resource)?.idName ?? '';
		const idField = request.find(
			({ name, in: place }) => (place === 'path' && name === 'id') || name === idName,
		);
		const id = idField && (input[idField.name] as number | undefined);
		// For an ECGrid ID, `id` in a body is the partner's own ID for it.
		const fields: Row = idField?.in === 'path' ? { ...input, id: undefined } : { ...input };
		if ('newMailboxId' in fields) fields.mailboxId = fields.newMailboxId;

		if (objects && isCreation(endpoint)) return objects.create({ ...reading.newObject(resource), ...input });
		const list = listIn(data);
		if (list && objects && idNameIn(list.row) === idName) {
			const { pageNo, recordsPerPage, ...filter } = input as Row & Paging;
			const rows = objects.matching(filter);
			if (list.name) return reading.list(list.name, rows, { pageNo, recordsPerPage });
			return request.some(({ name }) => name === 'pageNo')
				? reading.page(rows, { pageNo, recordsPerPage })
				: rows;
		}
		if (objects && endpoint.path.endsWith('/count')) return objects.matching(input).length;
		let known: Row = {};
		if (objects && id !== undefined) {
			if (method === 'DELETE') objects.delete(id);
			else known = method === 'GET' ? objects.get(id) : objects.update(id, fields);
		}
		const sample = sampleOf(data);
		return isObject(data) ? filledIn(sample as Row, { ...known, ...fields }) : sample;
	};
	return Object.fromEntries(endpoints.map((endpoint) => [endpoint.name, handlerOf(endpoint) as never]));
}
