import { isRecord } from '../../shared/isRecord';
import { without } from '../../shared/without';
import { joined, type Fields } from './engine/paths';
import { MESSAGES } from './messages';
import { fieldsOf } from './tableFields';

/** What may stand at a path: a list of entries, an object with fields, or else a value. */
interface Shape {
	entry?: Shape;
	/** By their names; * is any name. */
	fields: Map<string, Shape>;
}

const newShape = (): Shape => ({ fields: new Map() });

/** The fields of all documents, from paths such as “lines[].ids.*”. */
const DOCUMENT = newShape();
for (const path of [...MESSAGES.flatMap(fieldsOf).map((field) => field.path), 'kind']) {
	let shape = DOCUMENT;
	for (const part of path.split('.')) {
		const name = part.replace('[]', '');
		const field = shape.fields.get(name) ?? newShape();
		shape.fields.set(name, field);
		shape = part.endsWith('[]') ? (field.entry ??= newShape()) : field;
	}
}

const wanted = ({ entry, fields }: Shape): string => {
	if (entry) return 'a list';
	return fields.size > 0 ? 'an object' : 'text';
};

const found = (value: unknown): string => {
	if (Array.isArray(value)) return 'a list';
	return isRecord(value) ? 'an object' : 'text';
};

/** What a document says in fields that no document has, or in another shape than theirs. */
export function unknownFields(document: Fields): { path: string; reason: string }[] {
	const unknown: { path: string; reason: string }[] = [];
	const check = (value: unknown, shape: Shape, path: string): void => {
		if (value === undefined || value === null) return;
		if (found(value) !== wanted(shape)) {
			const given = isRecord(value) || Array.isArray(value) ? found(value) : JSON.stringify(value);
			unknown.push({ path, reason: `is ${given}, and must be ${wanted(shape)}` });
		} else if (Array.isArray(value))
			for (const [index, each] of value.entries()) check(each, shape.entry!, `${path}[${index}]`);
		else if (isRecord(value))
			for (const [name, each] of Object.entries(value)) {
				const field = shape.fields.get(name) ?? shape.fields.get('*');
				if (field) check(each, field, joined(path, name));
				else if (each !== undefined && each !== null)
					unknown.push({
						path: joined(path, name),
						reason: `is no field of a document. Here there are ${[...shape.fields.keys()].sort().join(', ')}. Remove it, or put the document into a field “document”`,
					});
			}
	};
	check(without(document, 'unmapped'), DOCUMENT, '');
	return unknown;
}
