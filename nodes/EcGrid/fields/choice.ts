import { type INodePropertyOptions } from 'n8n-workflow';

import { invalidField } from '../transport/invalidField';
import { isEmpty, quoted } from './values';
import { text, type Parser } from './parsers';

/** The values that a field offers. */
export const valuesOf = (options: INodePropertyOptions[]): string[] =>
	options.map(({ value }) => String(value));

/** One of the values that a field offers, in any letter case. */
export const choice =
	<T extends string>(values: readonly T[]): Parser<T> =>
	(value, label) => {
		const word = text(value, label)?.trim().toLowerCase();
		if (word === undefined) return undefined;
		const chosen = values.find((each) => each.toLowerCase() === word);
		if (chosen !== undefined) return chosen;
		const offered = values.filter((each) => each !== '').join(', ');
		throw invalidField(label, `must be one of ${offered}, not ${quoted(value)}.`);
	};

/** The list that a text contains, such as `Parcel, Interchange` or a JSON array. */
function listIn(written: string): unknown {
	const trimmed = written.trim();
	if (!trimmed.startsWith('[')) return trimmed.split(/[,;\n]/);
	try {
		return JSON.parse(trimmed);
	} catch {
		return undefined;
	}
}

/** Any of the values that a field offers, each once, from a list or text. */
export const choices =
	<T extends string>(values: readonly T[]): Parser<T[]> =>
	(value, label) => {
		if (isEmpty(value)) return undefined;
		const list = typeof value === 'string' ? listIn(value) : value;
		if (!Array.isArray(list)) {
			const example = values.slice(0, 2).join(', ');
			throw invalidField(label, `must be a list, or text such as ${example}, not ${quoted(value)}.`);
		}
		const given = list.filter((each) => !isEmpty(typeof each === 'string' ? each.trim() : each));
		return [...new Set(given.map((each) => choice(values)(each, label)!))];
	};
