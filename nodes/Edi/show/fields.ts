import { isRecord } from '../../shared/isRecord';
import { inWords } from './names';

export type Fields = Record<string, unknown>;

export const recordIn = (value: unknown): Fields => (isRecord(value) ? value : {});
export const listIn = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(recordIn) : []);
export const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(textOf) : []);

export function textOf(value: unknown): string {
	if (value === undefined || value === null || typeof value === 'object') return '';
	return String(value as string | number);
}

export const joinedWith = (separator: string, ...texts: unknown[]): string =>
	texts.map(textOf).filter(Boolean).join(separator);

/** A text behind what it is; '' without the text. */
export const named = (name: string, value: unknown): string =>
	textOf(value) ? `${name} ${textOf(value)}` : '';

export const percentOf = (value: unknown): string => (textOf(value) ? `${textOf(value)} %` : '');

/** A date as people read it: the time behind it, without the T. */
export const dateOf = (value: unknown): string => textOf(value).replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ');

const inOneText = (value: unknown): string => {
	if (Array.isArray(value)) return joinedWith(', ', ...value.map(inOneText));
	return isRecord(value) ? othersIn(value).join(', ') : dateOf(value);
};

/** Each field with its name in words and all that it says. */
export const entriesIn = (fields: unknown): [string, string][] =>
	Object.entries(recordIn(fields)).map(([name, value]) => [inWords(name), inOneText(value)]);

/** What the page has no place of its own for, as texts with their names: nothing of a document is hidden. */
export const othersIn = (rest: Fields): string[] =>
	entriesIn(rest)
		.filter(([, text]) => text !== '')
		.map(([name, text]) => `${name} ${text}`);
