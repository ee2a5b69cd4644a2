import type { IDataObject } from 'n8n-workflow';

import { isRecord as isObjectWithNames } from '../../shared/isRecord';

/** Whether a value is an object of any kind, including an array. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

/** Whether a value is a JSON object. */
export const isRecord = isObjectWithNames as (value: unknown) => value is IDataObject;

/** Whether a value is empty. */
export const isNothing = (value: unknown): boolean =>
	value === null ||
	value === undefined ||
	value === '' ||
	(isObject(value) && Object.keys(value).length === 0);

/** Whether a name consists of letters only, like ECGrid's fields and unlike any API key, so that it needs no redaction. */
export const isFieldName = (name: string): boolean => /^[a-z]{1,40}$/i.test(name);

const isAbsent = (value: unknown) => value === undefined || value === null || value === '' || value === 0;

const indexed = new WeakMap<IDataObject, Map<string, unknown>>();

/** The fields of a record by lower-case name. If several differ only in case, the first that is set counts. */
function fieldsOf(record: IDataObject): Map<string, unknown> {
	const known = indexed.get(record);
	if (known) return known;
	const fields = new Map<string, unknown>();
	for (const key of Object.keys(record)) {
		const name = key.toLowerCase();
		if (isAbsent(fields.get(name))) fields.set(name, record[key]);
	}
	indexed.set(record, fields);
	return fields;
}

/** The field of a record with this name in any letter case, even if its value is `0`, `""` or `null`. */
export const fieldOf = (record: IDataObject, name: string): unknown =>
	fieldsOf(record).get(name.toLowerCase());

/** The value of a record's only field; `undefined` if it has none or several. */
export function onlyFieldOf(record: IDataObject): unknown {
	const fields = fieldsOf(record);
	return fields.size === 1 ? [...fields.values()][0] : undefined;
}

/**
 * The first of the named fields that is set in a record, in any letter case.
 * ECGrid's pages spell the same field in several ways, and write `0`, `""` or `null` for "not set".
 */
export function firstSet(record: unknown, ...names: string[]): unknown {
	if (!isRecord(record)) return undefined;
	return names.map((name) => fieldOf(record, name)).find((value) => !isAbsent(value));
}

/**
 * Like `firstSet`, for an ID: a number if it is a safe integer, otherwise the text as it was sent. A bigger number counts
 * as absent, because JavaScript has already rounded it.
 */
export function firstId(record: unknown, ...names: string[]): number | string | undefined {
	const value = firstSet(record, ...names);
	if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
	if (typeof value !== 'string' || !value.trim()) return undefined;
	const number = Number(value);
	return /^\d+$/.test(value) && Number.isSafeInteger(number) ? number || undefined : value;
}

/** Like `firstSet`, for text. Numbers and booleans become text, and an object its description or code. Anything else counts as absent. */
export function firstText(record: unknown, ...names: string[]): string | undefined {
	const found = firstSet(record, ...names);
	const value = isRecord(found) ? firstSet(found, 'description', 'code') : found;
	return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** How many rows a list has in all, if its `data` or envelope says so. API: section 1.6 and row E5 of the sheet. */
export function totalIn(record: unknown): number | undefined {
	const total = isRecord(record) ? fieldOf(record, 'totalRecords') : undefined;
	const count = typeof total === 'string' && /^\d{1,15}$/.test(total) ? Number(total) : total;
	return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
