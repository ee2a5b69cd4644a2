import type {
	IBinaryKeyData,
	INodeParameters,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

import { resources } from '../../nodes/EcGrid/resources';
import type { Sandbox } from '../../sandbox';
import { endpointOf, enums, type ApiField } from '../contract';
import { execute } from './n8n';
import { byId, credentialsFor } from './setup';

/** A field as an operation of the node declares it. */
export interface FieldOfNode {
	property: INodeProperties;
	in: 'body' | 'path' | 'query' | 'local';
	apiName?: string;
	type: string;
}

export interface OperationOfNode {
	resource: string;
	operation: string;
	endpoint: string;
	idempotent: boolean;
	howToVerify?: string;
	fields: FieldOfNode[];
}

/** Every operation that the node declares, with all fields in one list. */
export const operations: OperationOfNode[] = resources.flatMap(({ value: resource, operations: list }) =>
	list.map(({ value: operation, endpoint, idempotent, howToVerify, fields, additionalFields = [] }) => ({
		resource,
		operation,
		endpoint,
		idempotent,
		howToVerify,
		fields: [...fields, ...additionalFields],
	})),
);

/** A field that ECGrid accepts but doesn't list. */
export const UNLISTED = 'unlisted';

/** The field's name in the request. */
export const apiNameOf = ({ apiName, property }: FieldOfNode) => apiName ?? property.name;

const SAMPLE = 'Sample-1';

/** IDs of the sandbox's objects, by field name. */
const SAMPLE_IDS: Array<[RegExp, number]> = [
	[/^toMailboxId$/, 30001],
	[/mailboxId$/i, 30041],
	[/networkId$/i, 1202],
];

/** The usual delimiters of X12, which differ from each other. */
const DELIMITERS: Record<string, string> = {
	elementDelimiter: '*',
	subElementDelimiter: ':',
	segmentTerminator: '~',
};

/** A file that ECGrid can route by its content. */
const SAMPLE_FILE =
	'ISA*00*          *00*          *ZZ*HARBORLINE     *08*9254110060     *260131*0930*U*00401*000000001*0*P*>~';

const pem = (label: string) => `-----BEGIN ${label}-----\nMIIB\n-----END ${label}-----\n`;

/** The text that an operation takes as a certificate. */
export const sampleCertificate = (operation: string) =>
	pem(operation === 'addPrivate' ? 'PRIVATE KEY' : 'CERTIFICATE');

/** The same file as the input items contain it. */
export const binary: IBinaryKeyData = {
	data: {
		mimeType: 'application/edi-x12',
		fileName: 'PO.edi',
		data: Buffer.from(SAMPLE_FILE).toString('base64'),
	},
};

const isShown = (property: INodeProperties, values: INodeParameters) =>
	Object.entries(property.displayOptions?.show ?? {}).every(([name, wanted]) =>
		(wanted as unknown[]).includes(values[name]),
	);

/** A value that ECGrid accepts for a field, based on the table. */
function sampleFor({ name, type, constraint = '' }: ApiField): string | number | boolean {
	const values = enums[type];
	if (values) return type === 'HTTPAuthType' ? 'Basic' : values.includes('Active') ? 'Active' : values[0]!;
	if (type === 'int' || type === 'long') return SAMPLE_IDS.find(([pattern]) => pattern.test(name))?.[1] ?? 7;
	// A time span ends after it begins.
	if (type === 'datetime')
		return /^(end|expires)/.test(name) ? '2027-01-31T09:30:00Z' : '2026-01-31T09:30:00Z';
	if (type === 'boolean') return true;
	if (constraint === 'HTTPS only') return 'https://app.example.com/webhooks/ecgrid';
	if (constraint === 'Single character') return DELIMITERS[name] ?? '*';
	if (/^Valid email/.test(constraint)) return 'edi@example.com';
	if (constraint === 'Valid URL') return 'https://www.example.com';
	if (constraint === '2-char code') return 'NY';
	if (constraint === 'Must be a valid ISA segment string') return SAMPLE_FILE;
	return SAMPLE;
}

const entered = ({ type }: INodeProperties, value: unknown) =>
	type === 'resourceLocator' ? byId(String(value)) : type === 'string' ? String(value) : value;

/** The value of a field that a person leaves alone, as n8n passes it to the node. */
const untouched = ({ type, default: value }: INodeProperties) =>
	type === 'resourceLocator' ? { __rl: true, ...(value as object) } : value;

/** Whether an operation needs at least one of its optional fields. */
const needsOneOf = (operation: string) => ['update', 'setNetworkMailbox'].includes(operation);

/**
 * What a person fills in: every field that the operation shows, or only the required ones. `instead` replaces
 * the sample values of some fields, by property name.
 */
export function parametersFor(
	node: INodeType,
	{ resource, operation, endpoint, fields }: OperationOfNode,
	everything: boolean,
	instead: Record<string, unknown> = {},
): INodeParameters {
	const fill = (property: INodeProperties) => {
		if (property.name in instead) return entered(property, instead[property.name]);
		const field = fields.find((candidate) => candidate.property.name === property.name);
		if (field?.in === 'local') {
			return property.type === 'resourceLocator'
				? byId('7')
				: property.default || (property.name === 'certificate' ? sampleCertificate(operation) : SAMPLE_FILE);
		}
		if (field?.type === 'unlisted') return { [UNLISTED]: SAMPLE };
		const ofEcGrid = endpointOf(endpoint).request.find(
			({ name, in: place }) => field && name === apiNameOf(field) && place === field.in,
		);
		return ofEcGrid && entered(property, sampleFor(ofEcGrid));
	};
	const values: Record<string, unknown> = { resource, operation };
	for (const property of node.description.properties) {
		if (!isShown(property, values as INodeParameters) || property.name in values) continue;
		values[property.name] = untouched(property);
		if (property.type === 'collection') {
			const least = needsOneOf(operation) ? 1 : 0;
			const options = (property.options as INodeProperties[]).slice(0, everything ? undefined : least);
			values[property.name] = Object.fromEntries(options.map((option) => [option.name, fill(option)]));
		} else if (everything || property.required || property.name in instead) {
			values[property.name] = fill(property) ?? values[property.name];
		}
	}
	return values as INodeParameters;
}

/**
 * Ways to fill in an operation that send different fields: one for each choice that is for the node itself.
 */
export const waysOf = ({ fields }: OperationOfNode): Array<Record<string, unknown>> => {
	const choice = fields.find(({ in: place, property }) => place === 'local' && property.type === 'options');
	return choice
		? (choice.property.options as INodePropertyOptions[]).map(({ value }) => ({
				[choice.property.name]: value,
			}))
		: [{}];
};

/** Runs one operation of the node against a sandbox. */
export const runOperation = async (
	sandbox: Sandbox,
	chosen: string,
	parameters: Record<string, unknown> = {},
	items?: Parameters<typeof execute>[1],
	options?: Partial<Parameters<typeof execute>[0]>,
) => {
	const [resource, operation] = chosen.split(' ');
	return await execute(
		{
			credentials: credentialsFor(sandbox),
			...options,
			parameters: { resource, operation, ...parameters } as INodeParameters,
		},
		items,
	);
};
