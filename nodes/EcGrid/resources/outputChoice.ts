import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { invalidField } from '../transport/invalidField';
import { choice, choices, valuesOf } from '../fields/choice';
import { required } from '../fields/parsers';
import { trueOrFalse } from '../fields/trueOrFalse';

/** A response with more fields is simplified to so many. n8n's guidelines for nodes. */
const MOST_FIELDS = 10;

const OUTPUTS: INodePropertyOptions[] = [
	{ name: 'Raw', value: 'raw', description: 'All fields of the response' },
	{ name: 'Selected Fields', value: 'selectedFields', description: 'The fields that you select' },
	{ name: 'Simplified', value: 'simplified', description: 'The most useful fields' },
];

/** A field's name in words: “HTTP Status” for httpStatus. */
const inWords = (name: string): string =>
	name
		.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
		.replace(/^./, (letter) => letter.toUpperCase())
		.replace(/^Http\b/, 'HTTP')
		.replace(/\bId\b/g, 'ID');

/** What lets a person choose the fields of a large response: Simplify, and Output where the node is a tool of an AI agent. */
export const outputProperties = (outputFields: string[]): INodeProperties[] => [
	{
		displayName: 'Simplify',
		name: 'simple',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		displayOptions: { hide: { '@tool': [true] } },
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: OUTPUTS,
		default: 'simplified',
		description: 'Which fields of the response the agent gets',
		displayOptions: { show: { '@tool': [true] } },
	},
	{
		displayName: 'Fields',
		name: 'outputFields',
		type: 'multiOptions',
		options: outputFields
			.map((name) => ({ name: inWords(name), value: name, description: `The field ${name} of the response` }))
			.sort((left, right) => (left.name < right.name ? -1 : 1)),
		default: [],
		description: 'The fields that the agent gets',
		displayOptions: { show: { '@tool': [true], output: ['selectedFields'] } },
	},
];

/** The fields to return. */
export interface KeptFields {
	names: string[];
	/** Whether an output that has none of them is returned whole. */
	orWhole: boolean;
}

/** The fields to return, all of them if undefined. Throws if a value is none that n8n offers. */
export function chosenFields(
	outputFields: string[] | undefined,
	parameter: (name: string, fallback: unknown) => unknown,
): KeptFields | undefined {
	if (!outputFields) return undefined;
	const simplified = { names: outputFields.slice(0, MOST_FIELDS), orWhole: true };
	// A node that is no tool has no Output.
	const output = choice(valuesOf(OUTPUTS))(parameter('output', ''), 'Output');
	if (output === undefined)
		return required(trueOrFalse)(parameter('simple', true), 'Simplify') ? simplified : undefined;
	if (output === 'raw') return undefined;
	if (output === 'simplified') return simplified;
	const selected = choices(outputFields)(parameter('outputFields', []), 'Fields') ?? [];
	if (selected.length === 0) throw invalidField('Fields', 'is empty. Select at least one field.');
	return { names: selected, orWhole: false };
}
