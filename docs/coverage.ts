import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { resources } from '../nodes/EcGrid/resources';
import { endpoints, type Endpoint } from '../test/contract';
import { linkTo } from './operations';
import { table } from './markdown';

const PAGES = 'https://api.ecgridos.io/docs/rest-api';
const root = join(__dirname, '..');

/** Callers of ECGrid other than operations, by file or folder. */
const OTHERS = {
	'nodes/EcGrid/methods/credentialTest.ts': "the credential's test",
	'nodes/EcGrid/methods/listSearch.ts': 'the pickers',
	'nodes/EcGrid/trigger': 'ECGrid Trigger',
	'nodes/EcGrid/inbox': 'ECGrid Inbox Trigger',
	'nodes/EcGrid/transport/parcelFile.ts': 'ECGrid Inbox Trigger',
	'nodes/EcGrid/resources/parcel/confirm.ts': 'Confirm Download, if ECGrid refuses it',
};

const sourcesIn = (path: string) =>
	(path.endsWith('.ts') ? [path] : readdirSync(join(root, path)).map((file) => join(path, file)))
		.filter((file) => file.endsWith('.ts'))
		.map((file) => readFileSync(join(root, file), 'utf8'));

const others = Object.entries(OTHERS).map(([path, name]) => ({ name, sources: sourcesIn(path) }));

const operations = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({ resource, operation })),
);

const operationsAt = ({ name }: Endpoint) =>
	operations
		.filter(({ operation }) => operation.endpoint === name)
		.map(({ resource, operation }) => `${resource.name}: ${linkTo('operations.md', operation)}`);

/** Whether a source contains a path, with or without its method, literally or with values in place of `{id}`. */
const names = (source: string, path: string) =>
	source.includes(`'${path}'`) ||
	['GET', 'POST'].some((method) => source.includes(`'${method} ${path}'`)) ||
	source.replace(/\$\{[^}]*\}/g, '{id}').includes(`\`${path}\``);

const othersAt = ({ path }: Endpoint) =>
	others
		.filter(({ sources }) => sources.some((source) => names(source, path.replace('{ShowInactive}', 'false'))))
		.map(({ name }) => name);

const titleOf = (group: string) =>
	group === 'ids' ? 'IDs' : group.charAt(0).toUpperCase() + group.slice(1).replaceAll('-', ' ');

/** Why a group has no operations. */
const LEFT_OUT: Record<string, string> = {
	auth: "These are for programs that log in with a user name and password and get a token. An API key needs no login, has no session and doesn't expire. In their place: _User → Get Me_ says who the key belongs to, its network, mailbox and level; _User → Update Password_ sets a password; the credential's _Test_ checks the connection and the key.",
};

/** Returns docs/api-coverage.md. */
export function coveragePage(): string {
	const groups = [...new Set(endpoints.map(({ group }) => group))].map(
		(group) => [group, endpoints.filter((endpoint) => endpoint.group === group)] as const,
	);
	const covered = (list: readonly Endpoint[]) =>
		list.filter((endpoint) => operationsAt(endpoint).length > 0).length;
	return [
		'# Coverage of the ECGrid API',
		`ECGrid's pages describe ${endpoints.length} endpoints in ${groups.length} groups. The ECGrid node has operations for ${covered(endpoints)} of them. The contract test compares the request of each operation with the page of its endpoint.`,
		table(
			['Group', 'Endpoints', 'With an operation'],
			groups.map(([group, list]) => [
				`[${titleOf(group)}](#${group})`,
				String(list.length),
				String(covered(list)),
			]),
		),
		...groups.flatMap(([group, list]) => [
			`## ${titleOf(group)}`,
			...(LEFT_OUT[group] ? [LEFT_OUT[group]] : []),
			table(
				["ECGrid's page", 'Endpoint', 'Operation of the ECGrid node', 'Also called by'],
				list.map((endpoint) => [
					`[${endpoint.title}](${PAGES}/${group}/${endpoint.page})`,
					`\`${endpoint.name}\``,
					operationsAt(endpoint).join(', ') || '–',
					othersAt(endpoint).join(', '),
				]),
			),
		]),
	].join('\n\n');
}
