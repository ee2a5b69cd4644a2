import type { IDataObject } from 'n8n-workflow';

/** Whether a value is an object of any kind, with fields to look at. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value says nothing. */
export const isNothing = (value: unknown): boolean =>
	value === null ||
	value === undefined ||
	value === '' ||
	(isObject(value) && Object.keys(value).length === 0);

/** Whether a name is made of letters alone, as those of ECGrid's fields are, and no API key is: then it is told as it is. */
export const isFieldName = (name: string): boolean => /^[a-z]{1,40}$/i.test(name);

const isAbsent = (value: unknown) => value === undefined || value === null || value === '' || value === 0;

const indexed = new WeakMap<IDataObject, Map<string, unknown>>();

/** The fields of a record by their names in lower case; of several that differ only in case, the first that is set. */
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

/** The field of a record with this name, whatever the case of its letters, also when it holds `0`, `""` or `null`. */
export const fieldOf = (record: IDataObject, name: string): unknown =>
	fieldsOf(record).get(name.toLowerCase());

/** The value of the only field of a record; `undefined` when it has none or several. */
export function onlyFieldOf(record: IDataObject): unknown {
	const fields = fieldsOf(record);
	return fields.size === 1 ? [...fields.values()][0] : undefined;
}

/**
 * The first of the named fields that a record has, whatever the case of its letters.
 * ECGrid's pages spell the same field in several ways, and write `0`, `""` or `null` for "not set".
 */
export function firstSet(record: unknown, ...names: string[]): unknown {
	if (!isRecord(record)) return undefined;
	return names.map((name) => fieldOf(record, name)).find((value) => !isAbsent(value));
}

/**
 * Like `read`, for an id: a number where it is a safe integer, and else the text it came as. A bigger number counts as
 * absent: it is not what ECGrid sent any more.
 */
export function firstId(record: unknown, ...names: string[]): number | string | undefined {
	const value = firstSet(record, ...names);
	if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
	if (typeof value !== 'string' || !value.trim()) return undefined;
	const number = Number(value);
	return /^\d+$/.test(value) && Number.isSafeInteger(number) ? number || undefined : value;
}

/** Like `read`, for text. Numbers and booleans become text, and of an object its description or code; anything else counts as absent. */
export function firstText(record: unknown, ...names: string[]): string | undefined {
	const found = firstSet(record, ...names);
	const value = isRecord(found) ? firstSet(found, 'description', 'code') : found;
	return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

/** How many rows a list has in all, where its `data` or envelope says so. API: section 1.6 and row E5 of the sheet. */
export function totalIn(record: unknown): number | undefined {
	const total = isRecord(record) ? fieldOf(record, 'totalRecords') : undefined;
	const count = typeof total === 'string' && /^\d{1,15}$/.test(total) ? Number(total) : total;
	return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}
