import { isRecord } from '../../../shared/isRecord';

export type Fields = Record<string, unknown>;

const split = new Map<string, string[]>();

/** The keys of a path. The paths of the tables are few, so each is split once. */
function keysOf(path: string): string[] {
	let keys = split.get(path);
	if (!keys) split.set(path, (keys = path.split('.')));
	return keys;
}

/** The value at a path of a table, such as “quantity.ordered”; undefined if there is none. */
export function valueAt(fields: Fields, path: string): unknown {
	if (path === '') return fields;
	let value: unknown = fields;
	for (const key of keysOf(path)) {
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
	for (const key of keysOf(path)) found = (found[key] ??= {}) as Fields;
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

/**
 * Whether one of the values that say something, and are no object and no list, passes a test. Each has its path, such as
 * “lines[0].quantity.ordered”.
 */
export function someLeaf(
	value: unknown,
	test: (path: string, value: unknown) => boolean,
	path = '',
): boolean {
	if (Array.isArray(value)) return value.some((each, index) => someLeaf(each, test, `${path}[${index}]`));
	if (isRecord(value))
		return Object.entries(value).some(([key, each]) => someLeaf(each, test, joined(path, key)));
	return !isBlank(value) && test(path, value);
}

/** Calls back for each of these values. */
export function eachLeaf(value: unknown, visit: (path: string, value: unknown) => void): void {
	someLeaf(value, (path, each) => {
		visit(path, each);
		return false;
	});
}

/** Whether a value, or one in it, says something. */
export function saysSomething(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(saysSomething);
	return isRecord(value) ? Object.values(value).some(saysSomething) : !isBlank(value);
}
