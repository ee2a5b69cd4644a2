import type { N8nApi } from './api';

export type Row = Record<string, unknown>;

async function pathOf(api: N8nApi, table: string): Promise<string> {
	const { id: project } = await api.call<{ id: string }>('GET', '/projects/personal');
	const path = `/projects/${project}/data-tables`;
	const filter = encodeURIComponent(JSON.stringify({ name: table.toLowerCase() }));
	const { data } = await api.call<{ data: { id: string; name: string }[] }>(
		'GET',
		`${path}?filter=${filter}`,
	);
	const found = data.find(({ name }) => name === table);
	if (found) return `${path}/${found.id}`;
	throw new Error(`There is no data table “${table}”, only ${data.map(({ name }) => name).join(', ')}`);
}

/** The most rows that n8n returns at once. */
const PAGE = 250;

/** The rows of a data table, in the order in which they were inserted. */
export async function rowsOf(api: N8nApi, table: string): Promise<Row[]> {
	const path = await pathOf(api, table);
	const rows: Row[] = [];
	for (;;) {
		const query = `take=${PAGE}&skip=${rows.length}&sortBy=id:asc`;
		const { count, data } = await api.call<{ count: number; data: Row[] }>('GET', `${path}/rows?${query}`);
		rows.push(...data);
		if (rows.length >= count || data.length === 0) return rows;
	}
}

/** Adds rows, as a system of the user's own does. */
export async function addRows(api: N8nApi, table: string, data: Row[]): Promise<void> {
	await api.call('POST', `${await pathOf(api, table)}/insert`, { data, returnType: 'count' });
}

/** Changes the rows that have this value in this column, as a person does. */
export async function changeRows(
	api: N8nApi,
	table: string,
	columnName: string,
	value: unknown,
	data: Row,
): Promise<void> {
	const filter = { type: 'and', filters: [{ columnName, condition: 'eq', value }] };
	await api.call('PATCH', `${await pathOf(api, table)}/rows`, { filter, data });
}

/** Deletes all rows of a table. */
export async function clearRows(api: N8nApi, table: string): Promise<void> {
	const filter = { type: 'and', filters: [{ columnName: 'id', condition: 'gt', value: 0 }] };
	const query = encodeURIComponent(JSON.stringify(filter));
	await api.call('DELETE', `${await pathOf(api, table)}/rows?filter=${query}`);
}

/** Deletes a table, so that what reads or writes it fails. */
export async function deleteTable(api: N8nApi, table: string): Promise<void> {
	await api.call('DELETE', await pathOf(api, table));
}
