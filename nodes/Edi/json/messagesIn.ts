import { isRecord } from '../../shared/isRecord';
import { NotWritable } from '../interchange/notWritable';

export type Json = Record<string, unknown>;

/** The JSON of a message, and the path that leads to its fields. */
export interface Source {
	json: Json;
	path: string;
}

function recordOf(value: unknown, path: string): Json {
	if (isRecord(value)) return value;
	throw new NotWritable(path === '' ? 'JSON' : path.slice(0, -1), 'is no object');
}

/** A list in an object, with at least one element. */
function listIn(json: Json, name: string, path: string): { value: unknown; path: string }[] {
	const list = json[name] as unknown[];
	if (list.length === 0) throw new NotWritable(`${path}${name}`, 'is empty: there is nothing to write');
	return list.map((value, index) => ({ value, path: `${path}${name}[${index}].` }));
}

/** Partners of an interchange that its messages don't have: Write takes neither, and somebody changed one of them. */
function checkPartners(common: Json, message: Json, path: string, messagePath: string): void {
	for (const name of ['sender', 'receiver']) {
		const [one, other] = [common[name], message[name]];
		if (!isRecord(one) || !isRecord(other)) continue;
		const different = ['qualifier', 'id', 'internalId'].find(
			(field) => one[field] !== undefined && one[field] !== other[field],
		);
		if (different !== undefined)
			throw new NotWritable(
				`${path}${name}.${different}`,
				`isn't ${messagePath}${name}.${different}. Change ${path}interchange.header: Write takes it from there`,
			);
	}
}

function inInterchange(json: Json, path: string): Source[] {
	if (!Array.isArray(json.messages)) return [{ json, path }];
	const common = { ...json };
	delete common.messages;
	return listIn(json, 'messages', path).map((each) => {
		const message = recordOf(each.value, each.path);
		checkPartners(common, message, path, each.path);
		return { json: { ...common, ...message }, path: each.path };
	});
}

/** The messages in what Read puts out, whatever it makes items for. */
export function messagesIn(value: unknown, path = ''): Source[] {
	if (Array.isArray(value)) {
		if (value.length === 0) throw new NotWritable('JSON', 'is an empty list: there is nothing to write');
		return value.flatMap((each, index) => inFile(recordOf(each, `${path}[${index}].`), `${path}[${index}].`));
	}
	return inFile(recordOf(value, path), path);
}

function inFile(json: Json, path: string): Source[] {
	if (!Array.isArray(json.interchanges)) return inInterchange(json, path);
	return listIn(json, 'interchanges', path).flatMap((each) =>
		inInterchange(recordOf(each.value, each.path), each.path),
	);
}
