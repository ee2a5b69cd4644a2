import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { EcGrid } from '../nodes/EcGrid/EcGrid.node.js';
import { EcGridInboxTrigger } from '../nodes/EcGrid/EcGridInboxTrigger.node.js';
import { EcGridTrigger } from '../nodes/EcGrid/EcGridTrigger.node.js';
import { resources } from '../nodes/EcGrid/resources';
import type { Operation } from '../nodes/EcGrid/resources/operation';
import { anchorOf, table } from './markdown';

/** Above this number, the values aren't listed: n8n shows them. */
const FEW = 6;

const node = new EcGrid().description;

const listed = (names: string[]) =>
	names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

const valuesOf = ({ type, options, default: preset }: INodeProperties): string => {
	if (type !== 'options' && type !== 'multiOptions') return '';
	const names = (options as INodePropertyOptions[]).map(({ name, value }) =>
		[preset].flat().includes(value as string) ? `${name} (default)` : name,
	);
	return names.length > FEW ? `One of ${names.length} values.` : `${listed(names)}.`;
};

const presetOf = ({ type, default: preset }: INodeProperties): string =>
	type === 'number' || type === 'boolean'
		? `Default: ${preset === false ? 'off' : preset === true ? 'on' : preset}.`
		: '';

const sentence = (text = '') => (text && !/[.!?]$/.test(text) ? `${text}.` : text);

const meaningOf = (property: INodeProperties) =>
	[sentence(property.description), valuesOf(property), presetOf(property)].filter(Boolean).join(' ');

/** Describes which values of other fields show a field, such as “Authentication is Basic or Digest”. */
function conditionOf({ displayOptions }: INodeProperties, all: INodeProperties[]): string {
	const conditions = Object.entries(displayOptions?.show ?? {}).filter(
		([name]) => name !== 'resource' && name !== 'operation',
	);
	return conditions
		.map(([name, values]) => {
			// A field of a collection refers to a field outside the collection with a slash.
			const other = all.find((property) => property.name === name.replace('/', ''));
			const names = (values as unknown[]).map((value) => {
				if (typeof value === 'boolean') return value ? 'on' : 'off';
				const options = (other?.options ?? []) as INodePropertyOptions[];
				return options.find((option) => option.value === value)?.name ?? String(value);
			});
			return `${other?.displayName ?? name} is ${listed(names)}`;
		})
		.join(' and ');
}

function rowsFor(
	properties: INodeProperties[],
	inside?: INodeProperties,
	around: INodeProperties[] = [],
): string[][] {
	return properties
		.filter(({ type }) => type !== 'notice')
		.flatMap((property) => {
			if (property.type === 'collection')
				return rowsFor(property.options as INodeProperties[], property, properties);
			const condition = conditionOf(property, [...properties, ...around]);
			const name = `${inside ? `${inside.displayName} → ` : ''}${property.displayName}`;
			const needed = property.required ? 'yes' : 'no';
			return [[name, condition ? `${needed}; only if ${condition}` : needed, meaningOf(property)]];
		});
}

const fieldTable = (properties: INodeProperties[]) =>
	properties.length === 0 ? 'No fields.' : table(['Field', 'Required', 'Meaning'], rowsFor(properties));

/** Returns the properties that the node shows for an operation. */
const shownFor = (resource: string, operation: string) =>
	node.properties.filter(({ displayOptions }) => {
		const { resource: resources, operation: operations } = displayOptions?.show ?? {};
		return resources?.includes(resource) && operations?.includes(operation);
	});

/** Returns the anchor of an operation in docs/operations.md. */
const anchorOfOperation = ({ action }: Operation) => `#${anchorOf(action)}`;

export const linkTo = (page: string, operation: Operation): string =>
	`[${operation.name}](${page}${anchorOfOperation(operation)})`;

const repeated = ({ idempotent }: Operation) => (idempotent ? 'yes' : 'no');

const overview = (operations: Operation[]) =>
	table(
		['Operation', 'What it does', 'Endpoint', 'May be repeated'],
		operations.map((operation) => [
			linkTo('', operation),
			sentence(operation.description),
			`\`${operation.endpoint}\``,
			repeated(operation),
		]),
	);

const fieldsOfTrigger = ({ displayName, description, properties }: INodeTypeDescription) =>
	[`## ${displayName}`, sentence(description), fieldTable(properties)].join('\n\n');

/** Returns docs/operations.md. */
export const operationsPage = (): string =>
	[
		'# Operations and fields',
		'Everything that the nodes of this package offer, as they describe themselves in n8n. What ECGrid does is told as its pages tell it.',
		'- **May be repeated**: doing it twice does no harm. Such a request is tried again after a server error or a lost connection, up to three tries in all. Any other is not: when its outcome is unknown, the message says so. What ECGrid refused for the moment (HTTP 429), and what did not reach it for the moment, is tried again in both cases; not so where its certificate is not trusted, or a proxy refuses.\n- An ID is made of digits. A field that is left empty is not sent.\n- Every field takes an n8n expression. What it gives is sent as what it says, or refused by name before anything is sent: true and false, numbers and lists may be text (`true`, `50`, `Parcel, Interchange`); a date has the year first (`2026-05-07`, `2026-05-07T12:30:00Z`) or is one of JavaScript or Luxon; an object is nothing that a field can mean. *Additional Fields*, *Filters* and *Options* as a whole take none: n8n leaves out one that is given there, and what is no field of theirs.',
		...resources.flatMap(({ value: resource, name, description, operations }) => [
			`## ${name}`,
			sentence(description),
			overview(operations),
			...operations.flatMap((operation) => [
				`### ${operation.action}`,
				`${name} → ${operation.name}, \`${operation.endpoint}\``,
				fieldTable(shownFor(resource, operation.value)),
			]),
		]),
		...[new EcGridTrigger(), new EcGridInboxTrigger()].map(({ description }) => fieldsOfTrigger(description)),
	].join('\n\n');

/** Returns the table in README.md. */
export const operationsInBrief = (): string =>
	table(
		['Resource', 'What it is', 'Operations'],
		resources.map(({ name, description, operations }) => [
			`[${name}](docs/operations.md#${anchorOf(name)})`,
			description,
			operations.map((operation) => operation.name).join(', '),
		]),
	);
