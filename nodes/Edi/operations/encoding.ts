import {
	NodeOperationError,
	type IExecuteFunctions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { CHARACTER_SET_LANGUAGES, SYNTAX_IDENTIFIERS, type CharacterSet } from '../../shared/characterSets';

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

/** The character set that the option sets; undefined if the file decides. Throws an error if there is no such set. */
export function chosenCharacterSet(
	context: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
): CharacterSet | undefined {
	if (value === undefined || value === null || value === '' || value === BY_CONTENT) return undefined;
	if (typeof value === 'string' && Object.hasOwn(CHARACTER_SET_LANGUAGES, value))
		return value as CharacterSet;
	throw new NodeOperationError(
		context.getNode(),
		`“Encoding” is “${String(value)}”, which is none of the character sets that this node knows`,
		{ itemIndex, description: `Known are ${Object.keys(CHARACTER_SET_LANGUAGES).join(', ')}.` },
	);
}
