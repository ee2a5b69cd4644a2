import { requiredField, type Field } from '../../../../../nodes/EcGrid/fields/field';
import { parcelId } from '../../../../../nodes/EcGrid/fields/ids';
import { longId } from '../../../../../nodes/EcGrid/fields/parsers';
import { resources } from '../../../../../nodes/EcGrid/resources';

const inPath = resources
	.flatMap(({ operations }) => operations)
	.filter(({ endpoint }) => endpoint.includes('{'));

test("an optional path field doesn't compile", () => {
	const { property } = parcelId;
	// @ts-expect-error Its reader may return nothing, which would put “undefined” in the path.
	const optional: Field = { property, in: 'path', apiName: 'id', type: 'long', parse: longId };
	const filledIn: Field = requiredField({ property, in: 'path', apiName: 'id', type: 'long', parse: longId });
	expect([optional, filledIn].map(({ in: place }) => place)).toEqual(['path', 'path']);
});

test.each(inPath)('$endpoint: each part of the path has a required field', (operation) => {
	const parts = [...operation.endpoint.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
	const fields = operation.fields.filter(({ in: place }) => place === 'path');
	expect(fields.map(({ apiName, property }) => apiName ?? property.name)).toEqual(parts);
	for (const { parse, property } of fields) {
		expect(property.displayOptions).toBeUndefined();
		for (const empty of ['', ' ', undefined, null, { __rl: true, mode: 'id', value: '' }]) {
			expect(() => parse(empty, property.displayName)).toThrow(property.displayName);
		}
	}
	expect(operation.additionalFields?.some(({ in: place }) => place === 'path') ?? false).toBe(false);
});
