import { invalidField } from '../transport/invalidField';
import { isEmpty, quoted } from './values';
import type { Parser } from './parsers';

const WORDS: ReadonlyMap<unknown, boolean> = new Map([
	['true', true],
	['false', false],
]);

/** The value of a switch: true or false, also as text. */
export const trueOrFalse: Parser<boolean> = (value, label) => {
	if (isEmpty(value) || typeof value === 'boolean') return isEmpty(value) ? undefined : value;
	const read = typeof value === 'string' ? WORDS.get(value.trim().toLowerCase()) : undefined;
	if (read === undefined) throw invalidField(label, `must be true or false, not ${quoted(value)}.`);
	return read;
};
