import type { INodePropertyOptions } from 'n8n-workflow';

import { SYNTAX_IDENTIFIERS, type CharacterSet } from '../transport/characterSet';
import { choice, valuesOf } from './choice';
import type { Field } from './field';

/** The value that lets the content decide. */
export const BY_CONTENT = 'auto';

const languages: Record<CharacterSet, string> = {
	ASCII: 'Without letters beyond a to z',
	'ISO 8859-1': 'Western European',
	'ISO 8859-15': 'Western European, with the euro sign',
	'ISO 8859-2': 'Central European',
	'ISO 8859-3': 'Maltese and Esperanto',
	'ISO 8859-4': 'Baltic and northern European',
	'ISO 8859-5': 'Cyrillic',
	'ISO 8859-6': 'Arabic',
	'ISO 8859-7': 'Greek',
	'ISO 8859-8': 'Hebrew',
	'ISO 8859-9': 'Turkish',
	'UTF-8': 'Every language',
};

const namesInUnb = (set: string) =>
	[...SYNTAX_IDENTIFIERS].filter(([, each]) => each === set).map(([word]) => word);

const options: INodePropertyOptions[] = [
	{
		name: 'As the Content Says',
		value: BY_CONTENT,
		description:
			'The character set that an EDIFACT file names in UNB, such as ISO 8859-1 for UNOC; UTF-8 for anything else',
	},
	...Object.entries(languages).map(([set, language]) => ({
		name: set,
		value: set,
		description: `${language}; in EDIFACT ${namesInUnb(set).join(' or ')}`,
	})),
];

/** The character set that a text is sent in. */
export const encoding: Field = {
	property: {
		displayName: 'Encoding',
		name: 'encoding',
		type: 'options',
		options,
		default: BY_CONTENT,
		description:
			"The character set that the text is sent in. The node refuses a character that the set doesn't have.",
	},
	in: 'local',
	type: 'string',
	parse: choice(valuesOf(options)),
};
