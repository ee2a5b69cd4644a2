import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { CHARACTER_SET_LANGUAGES, type CharacterSet } from '../../shared/characterSets';
import { BY_CONTENT } from '../description/encodingOption';

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
