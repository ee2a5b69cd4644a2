import fc from 'fast-check';
import { documentSchema } from '../../../../../build/documentSchema';
import { schemaOf, type Schema } from '../../../../../build/schema';
import { without } from '../../../../../nodes/shared/without';
import { NotWritable } from '../../../../../nodes/Edi/interchange/notWritable';
import { interchangeIn } from '../files';
import { documentIn, fileOf, settingsFor, STANDARDS } from './files';
import { usualDocuments } from './generatedDocuments';

/** The types of all that a schema has, by its path; * is any name, and [] an entry. */
function typesIn(schema: Schema, path = '', types = new Map<string, Schema['type']>()): typeof types {
	if (schema.type !== undefined) types.set(path, schema.type);
	for (const [name, each] of Object.entries(schema.properties ?? {})) typesIn(each, `${path}.${name}`, types);
	if (schema.items) typesIn(schema.items, `${path}[]`, types);
	if (schema.additionalProperties) typesIn(schema.additionalProperties, `${path}.*`, types);
	return types;
}

const tables = typesIn(documentSchema());

test('a field has one type in all messages', () => {
	expect([...tables].filter(([, type]) => Array.isArray(type))).toEqual([]);
});

test.each(STANDARDS)('%s: a document that is read has the types of the tables', (standard) => {
	const settings = settingsFor(standard);
	const read = fc.sample(usualDocuments, { numRuns: 200, seed: 2 }).flatMap((document) => {
		try {
			return [documentIn(interchangeIn(fileOf(document, settings).bytes), settings)];
		} catch (error) {
			if (error instanceof NotWritable) return [];
			throw error;
		}
	});
	expect(read.length).toBeGreaterThan(80);
	const found = [...typesIn(schemaOf(read.map((each) => without(each, 'unmapped')))!)];
	const named = (path: string): string =>
		path.replace(/(?<=\.(parties|ids|idCodes))\.\w+/g, (name) => (tables.has(path) ? name : '.*'));
	expect(found.filter(([path, type]) => tables.get(named(path)) !== type)).toEqual([]);
});
