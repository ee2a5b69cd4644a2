import type { INodePropertyOptions } from 'n8n-workflow';

import { CHARACTER_SET_LANGUAGES, SYNTAX_IDENTIFIERS } from '../../shared/characterSets';
import { choice, valuesOf } from './choice';
import type { Field } from './field';

/** The value that lets the content decide. */
export const BY_CONTENT = 'auto';

/** Sets that the EDI node reads, and this one doesn't write. */
const NOT_WRITTEN = ['KS C 5601', 'Windows-1252'];

const written = Object.entries(CHARACTER_SET_LANGUAGES).filter(([set]) => !NOT_WRITTEN.includes(set));

const namesInUnb = (set: string) =>
	[...SYNTAX_IDENTIFIERS].filter(([, each]) => each === set).map(([word]) => word);

const options: INodePropertyOptions[] = [
	{
		name: 'As the Content Says',
		value: BY_CONTENT,
		description:
			'The character set that an EDIFACT file names in UNB, such as ISO 8859-1 for UNOC; UTF-8 for anything else',
	},
	...written.map(([set, language]) => ({
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
