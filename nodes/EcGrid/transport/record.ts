import type { IDataObject } from 'n8n-workflow';

/** Whether a value is a JSON object. */
export const isRecord = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isAbsent = (value: unknown) => value === undefined || value === null || value === '' || value === 0;

/** The field of a record with this name, whatever the case of its letters and whatever its value. */
export const fieldOf = (record: IDataObject, name: string): unknown =>
	Object.entries(record).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/**
 * The first of the named fields that a record has, whatever the case of its letters.
 * ECGrid's pages spell the same field in several ways, and write `0`, `""` or `null` for "not set".
 */
export function read(record: unknown, ...names: string[]): unknown {
	if (!isRecord(record)) return undefined;
	const entries = Object.entries(record);
	for (const name of names) {
		const entry = entries.find(
			([key, value]) => key.toLowerCase() === name.toLowerCase() && !isAbsent(value),
		);
		if (entry) return entry[1];
	}
	return undefined;
}

/** Like `read`, for an id: a number where it is a safe integer, and else the text it came as. */
export function readId(record: unknown, ...names: string[]): number | string | undefined {
	const value = read(record, ...names);
	if (typeof value === 'number') return value;
	if (typeof value !== 'string' || !value.trim()) return undefined;
	const number = Number(value);
	return /^\d+$/.test(value) && Number.isSafeInteger(number) ? number || undefined : value;
}

/** Like `read`, for text. Numbers and booleans become text; anything else counts as absent. */
export function readText(record: unknown, ...names: string[]): string | undefined {
	const value = read(record, ...names);
	if (isRecord(value)) return readText(value, 'description', 'code');
	return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}
