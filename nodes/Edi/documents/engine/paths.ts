import { isRecord } from '../../../shared/isRecord';

export type Fields = Record<string, unknown>;

/** The value at a path such as “quantity.ordered”; undefined if there is none. */
export function valueAt(fields: Fields, path: string): unknown {
	if (path === '') return fields;
	let value: unknown = fields;
	for (const key of path.split('.')) {
		if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
		value = value[key];
	}
	return value;
}

/** Sets the value of a key, which may be any text. Whether it could: what has another value already keeps it. */
export function setKey(fields: Fields, key: string, value: unknown): boolean {
	if (key === '__proto__') return false;
	if (!Object.hasOwn(fields, key)) fields[key] = value;
	return fields[key] === value;
}

/** The object at a path, made if there is none. */
export function fieldsAt(fields: Fields, path: string): Fields {
	let found = fields;
	for (const key of path.split('.')) found = (found[key] ??= {}) as Fields;
	return found;
}

/** Sets the value at a path. Whether it could: what has another value already keeps it. */
export function setAt(fields: Fields, path: string, value: unknown): boolean {
	const end = path.lastIndexOf('.');
	return end < 0
		? setKey(fields, path, value)
		: setKey(fieldsAt(fields, path.slice(0, end)), path.slice(end + 1), value);
}

/** The list at a path, made if there is none. */
export function listAt(fields: Fields, path: string): unknown[] {
	const list = valueAt(fields, path);
	if (Array.isArray(list)) return list;
	const made: unknown[] = [];
	setAt(fields, path, made);
	return made;
}

/** A path in an object that has a path itself. */
export const joined = (path: string, name: string): string => {
	if (path === '' || name === '') return path + name;
	return name.startsWith('[') ? path + name : `${path}.${name}`;
};

/** Whether a value says nothing. */
export const isBlank = (value: unknown): boolean =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/** Calls back for each value that says something and is no object and no list, with its path such as “lines[0].quantity.ordered”. */
export function eachLeaf(value: unknown, visit: (path: string, value: unknown) => void, path = ''): void {
	if (Array.isArray(value))
		for (const [index, each] of value.entries()) eachLeaf(each, visit, `${path}[${index}]`);
	else if (isRecord(value))
		for (const [key, each] of Object.entries(value)) eachLeaf(each, visit, joined(path, key));
	else if (!isBlank(value)) visit(path, value);
}

/** Whether a value, or one in it, says something. */
export function saysSomething(value: unknown): boolean {
	let isSaying = false;
	eachLeaf(value, () => (isSaying = true));
	return isSaying;
}
