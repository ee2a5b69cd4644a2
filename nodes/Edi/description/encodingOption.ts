import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { CHARACTER_SET_LANGUAGES, SYNTAX_IDENTIFIERS } from '../../shared/characterSets';

/** The value that lets the file decide. */
export const BY_CONTENT = 'auto';

const identifiersOf = (set: string): string =>
	[...SYNTAX_IDENTIFIERS]
		.filter(([, each]) => each === set)
		.map(([identifier]) => identifier)
		.join(' or ');

const setOptions = Object.entries(CHARACTER_SET_LANGUAGES).map(([set, language]): INodePropertyOptions => {
	const identifiers = identifiersOf(set);
	return {
		name: set,
		value: set,
		description: identifiers ? `${language}; in EDIFACT ${identifiers}` : language,
	};
});

/** The option that sets the character set of a file. */
export const encodingOption = (byContent: string, description: string): INodeProperties => ({
	displayName: 'Encoding',
	name: 'encoding',
	type: 'options',
	options: [{ name: 'As the File Says', value: BY_CONTENT, description: byContent }, ...setOptions],
	default: BY_CONTENT,
	description,
});

/** The option of an operation that reads a file. */
export const encodingToRead = encodingOption(
	'The character set that EDIFACT names in UNB; for X12, UTF-8, or Windows-1252 if it is no valid UTF-8',
	'The character set of the file',
);
