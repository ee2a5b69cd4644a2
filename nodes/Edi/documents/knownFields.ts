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

/** The shape of a document with these fields, whose paths are such as “lines[].ids.*”. */
function shapeOf(paths: Iterable<string>): Shape {
	const document = newShape();
	for (const path of paths) {
		let shape = document;
		for (const part of path.split('.')) {
			const name = part.replace('[]', '');
			const field = shape.fields.get(name) ?? newShape();
			shape.fields.set(name, field);
			shape = part.endsWith('[]') ? (field.entry ??= newShape()) : field;
		}
	}
	return document;
}

let ofAllDocuments: Shape | undefined;

/** The fields of all documents. Made when it is first needed: there are many, and n8n loads this file at every start. */
const allFields = (): Shape =>
	(ofAllDocuments ??= shapeOf(new Set([...MESSAGES.flatMap(fieldsOf).map(({ path }) => path), 'kind'])));

const wanted = ({ entry, fields }: Shape): string => {
	if (entry) return 'a list';
	return fields.size > 0 ? 'an object' : 'text';
};

const found = (value: unknown): string => {
	if (Array.isArray(value)) return 'a list';
	return isRecord(value) ? 'an object' : 'text';
};

/** What a document says in fields that no document has, or in another shape than theirs. */
export const unknownFields = (document: Fields): Unknown[] =>
	unknownIn(without(document, 'unmapped'), allFields());

interface Unknown {
	path: string;
	reason: string;
}

/** The same for any value, with the paths in it. */
function unknownIn(value: unknown, shape: Shape): Unknown[] {
	if (value === undefined || value === null) return [];
	if (found(value) !== wanted(shape)) {
		const given = isRecord(value) || Array.isArray(value) ? found(value) : JSON.stringify(value);
		return [{ path: '', reason: `is ${given}, and must be ${wanted(shape)}` }];
	}
	const inside = (name: string, each: unknown, of: Shape): Unknown[] =>
		unknownIn(each, of).map(({ path, reason }) => ({ path: joined(name, path), reason }));
	if (Array.isArray(value)) return value.flatMap((each, index) => inside(`[${index}]`, each, shape.entry!));
	if (!isRecord(value)) return [];
	return Object.entries(value).flatMap(([name, each]): Unknown[] => {
		const field = shape.fields.get(name) ?? shape.fields.get('*');
		if (field) return inside(name, each, field);
		if (each === undefined || each === null) return [];
		const names = [...shape.fields.keys()].sort().join(', ');
		return [
			{
				path: name,
				reason: `is no field of a document. Here there are ${names}. Remove it, or put the document into a field “document”`,
			},
		];
	});
}
