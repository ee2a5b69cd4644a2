import { isRecord } from '../../shared/isRecord';

/** An entry of a list that a user gives, and what is wrong with it. */
export class InvalidEntry extends Error {}

export type Entry = Record<string, unknown>;

const listed = (names: readonly string[]): string =>
	names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** Whether something says nothing, as an empty column of a table does. */
export const isEmpty = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** How an error names an entry of a list; 1 is the first. */
export const entryName = (list: string, index: number): string => `“${list}”, entry ${index + 1}:`;

/** What a JSON text says. */
function parsedText(list: string, text: string): unknown {
	let problem: string;
	try {
		return JSON.parse(text) as unknown;
	} catch (error) {
		problem = (error as Error).message;
	}
	throw new InvalidEntry(`“${list}” is no valid JSON: ${problem}`);
}

/** The entries of a list, given as JSON text or as an array. Throws InvalidEntry with the name of the list. */
export function entriesIn(list: string, value: unknown): Entry[] {
	const parsed = typeof value === 'string' && !isEmpty(value) ? parsedText(list, value) : value;
	if (isEmpty(parsed)) return [];
	if (!Array.isArray(parsed))
		throw new InvalidEntry(`“${list}” is no list. Give an array of objects, such as [{ … }]`);
	return parsed.map((entry: unknown, index) => {
		if (isRecord(entry)) return entry;
		throw new InvalidEntry(`${entryName(list, index)} is no object`);
	});
}

/** Throws InvalidEntry if an entry has a field that is none of these. */
export function checkFieldNames(list: string, entries: Entry[], known: readonly string[]): void {
	entries.forEach((entry, index) => {
		const other = Object.keys(entry).find((name) => !known.includes(name));
		if (other === undefined) return;
		throw new InvalidEntry(
			`${entryName(list, index)} “${other}” is none of its fields, which are ${listed(known)}`,
		);
	});
}

/** Throws InvalidEntry if one of these fields of an entry is neither text nor a number, or is empty though it is needed. */
export function checkTexts(
	list: string,
	entries: Entry[],
	names: readonly string[],
	needed: readonly string[],
): void {
	entries.forEach((entry, index) => {
		for (const name of names) {
			const value = entry[name];
			if (isEmpty(value)) {
				if (needed.includes(name)) throw new InvalidEntry(`${entryName(list, index)} “${name}” is missing`);
			} else if (typeof value !== 'string' && typeof value !== 'number') {
				throw new InvalidEntry(`${entryName(list, index)} “${name}” is neither text nor a number`);
			}
		}
	});
}
