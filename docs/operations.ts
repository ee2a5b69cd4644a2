import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { EcGrid } from '../nodes/EcGrid/EcGrid.node.js';
import { EcGridInboxTrigger } from '../nodes/EcGrid/EcGridInboxTrigger.node.js';
import { EcGridTrigger } from '../nodes/EcGrid/EcGridTrigger.node.js';
import { resources } from '../nodes/EcGrid/resources';
import type { Operation } from '../nodes/EcGrid/resources/operation';
import { ecGridSchemas } from '../build/ecGridSchemas';
import type { Schema } from '../build/schema';
import { anchorOf, table } from './markdown';

/** A longer list of values has a table of its own. */
const FEW = 6;

const node = new EcGrid().description;

const listed = (names: string[]) =>
	names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

const valuesOf = ({ type, options, default: preset }: INodeProperties): string => {
	if (type !== 'options' && type !== 'multiOptions') return '';
	const names = (options as INodePropertyOptions[]).map(({ name, value }) =>
		[preset].flat().includes(value as string) ? `${name} (default)` : name,
	);
	return names.length > FEW ? linkToValues(options as INodePropertyOptions[]) : `${listed(names)}.`;
};

const optionsIn = (properties: INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property) =>
		property.type === 'collection' ? optionsIn(property.options as INodeProperties[]) : property,
	);

const keyOf = (options: INodePropertyOptions[]): string => options.map(({ value }) => value).join();

interface ValueList {
	displayName: string;
	options: INodePropertyOptions[];
}

/** The longer lists of values, by their values, with the name of the first field that has them. */
const longLists = new Map<string, ValueList>();
for (const { name, type, displayName, options } of optionsIn(node.properties)) {
	if ((type !== 'options' && type !== 'multiOptions') || ['resource', 'operation'].includes(name)) continue;
	const list = { displayName, options: options as INodePropertyOptions[] };
	const key = keyOf(list.options);
	if (list.options.length > FEW && !longLists.has(key)) longLists.set(key, list);
}

const headingOf = (displayName: string): string => `Values of ${displayName}`;

const linkToValues = (options: INodePropertyOptions[]): string =>
	`[One of ${options.length} values](#${anchorOf(headingOf(longLists.get(keyOf(options))!.displayName))}).`;

/** The tables of the longer lists of values. */
const valueTables = (): string[] => [
	'## Lists of values',
	'The name is what n8n shows; the value is what an expression returns and what the output contains.',
	...[...longLists.values()].reverse().flatMap(({ displayName, options }) => [
		`### ${headingOf(displayName)}`,
		table(
			['Name', 'Value', 'Meaning'],
			options.map(({ name, value, description }) => [name, `\`${value}\``, sentence(description)]),
		),
	]),
];

/** The names of the fields in a schema, such as `lines[].number`. */
function fieldNames({ type, properties = {}, items }: Schema, path = ''): string[] {
	if (type === 'array') return items ? fieldNames(items, `${path}[]`) : [path];
	const inner = Object.entries(properties).flatMap(([name, schema]) =>
		fieldNames(schema, path ? `${path}.${name}` : name),
	);
	return inner.length > 0 ? inner : [path];
}

const outputOf = (schema: Schema): string =>
	`Output: ${fieldNames(schema)
		.map((name) => `\`${name}\``)
		.join(', ')}.`;

const presetOf = ({ type, default: preset }: INodeProperties): string =>
	type === 'number' || type === 'boolean'
		? `Default: ${preset === false ? 'off' : preset === true ? 'on' : preset}.`
		: '';

const sentence = (text = '') => (text && !/[.!?]$/.test(text) ? `${text}.` : text);

const meaningOf = (property: INodeProperties) =>
	[sentence(property.description), valuesOf(property), presetOf(property)].filter(Boolean).join(' ');

/** The values of other fields that make a field appear, such as “Authentication is Basic or Digest”. */
function conditionOf({ displayOptions }: INodeProperties, all: INodeProperties[]): string {
	const conditions = Object.entries(displayOptions?.show ?? {}).filter(
		([name]) => name !== 'resource' && name !== 'operation',
	);
	return conditions
		.map(([name, values]) => {
			// In a collection, a slash marks a field outside of it.
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

/** The anchor of an operation in docs/operations.md. */
const anchorOfOperation = ({ action }: Operation) => `#${anchorOf(action)}`;

export const linkTo = (page: string, operation: Operation): string =>
	`[${operation.name}](${page}${anchorOfOperation(operation)})`;

const repeated = ({ idempotent }: Operation) => (idempotent ? 'yes' : 'no');

const overview = (operations: Operation[]) =>
	table(
		['Operation', 'What it does', 'Endpoint', 'Safe to repeat'],
		operations.map((operation) => [
			linkTo('', operation),
			sentence(operation.description),
			`\`${operation.endpoint}\``,
			repeated(operation),
		]),
	);

const fieldsOfTrigger = ({ displayName, description, properties }: INodeTypeDescription) =>
	[`## ${displayName}`, sentence(description), fieldTable(properties)].join('\n\n');

const resourceTable = (): string =>
	table(
		['Resource', 'What it is', 'Operations'],
		resources.map(({ name, description, operations }) => [
			`[${name}](#${anchorOf(name)})`,
			description,
			operations.map((operation) => operation.name).join(', '),
		]),
	);

/** Returns docs/operations.md. */
export const operationsPage = async (): Promise<string> => {
	const schemas = await ecGridSchemas();
	return [
		'# Operations and fields',
		"Everything that the nodes of this package offer, as they describe themselves in n8n. What ECGrid does is described as on ECGrid's pages.",
		"- **Safe to repeat**: carrying out the request twice does no harm. The node retries such a request after a server error or a lost connection, up to three attempts in all. It doesn't retry any other: if the outcome is unknown, the message says so. If ECGrid refuses a request for the moment (HTTP 429), or can't be reached for the moment, the node retries both kinds, but not if ECGrid's certificate isn't trusted, or a proxy refuses.\n- The output is one item for each result, with these fields as far as ECGrid sends them. A list returns up to *Limit* results, or all of them with *Return All*.\n- If ECGrid has added a value that isn't in a list of options, enter it as an expression.\n- An ID consists of digits. An empty field isn't sent.\n- Every field accepts an n8n expression. The node sends its value as what it says, or refuses it by name before it sends anything. True and false, numbers and lists may be text (`true`, `50`, `Parcel, Interchange`). A date starts with the year (`2026-05-07`, `2026-05-07T12:30:00Z`) or is a JavaScript or Luxon date. No field accepts any other object. *Additional Fields*, *Filters* and *Options* as a whole accept no expression: n8n ignores it, and anything that isn't one of their fields.",
		resourceTable(),
		...resources.flatMap(({ value: resource, name, description, operations }) => [
			`## ${name}`,
			sentence(description),
			overview(operations),
			...operations.flatMap((operation) => [
				`### ${operation.action}`,
				`${name} → ${operation.name}, \`${operation.endpoint}\``,
				fieldTable(shownFor(resource, operation.value)),
				outputOf(schemas[`${resource}/${operation.value}`]!),
			]),
		]),
		...[new EcGridTrigger(), new EcGridInboxTrigger()].map(({ description }) => fieldsOfTrigger(description)),
		...valueTables(),
	].join('\n\n');
};
