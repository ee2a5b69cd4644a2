import { UserError } from 'n8n-workflow';

import { isEmpty, shown } from './kind';
import type { Reader } from './readers';

const WORDS: ReadonlyMap<unknown, boolean> = new Map([
	['true', true],
	['false', false],
]);

/** What a switch is set to: true or false, also as text. */
export const trueOrFalse: Reader<boolean> = (value, label) => {
	if (isEmpty(value) || typeof value === 'boolean') return isEmpty(value) ? undefined : value;
	const read = typeof value === 'string' ? WORDS.get(value.trim().toLowerCase()) : undefined;
	if (read === undefined) throw new UserError(`${label} must be true or false, not ${shown(value)}.`);
	return read;
};
