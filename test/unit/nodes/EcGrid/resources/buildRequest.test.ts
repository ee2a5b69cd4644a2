import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { textField, unlistedFields } from '../../../../../nodes/EcGrid/fields/constructors';
import { buildRequest } from '../../../../../nodes/EcGrid/resources/buildRequest';
import type { Operation } from '../../../../../nodes/EcGrid/resources/operation';

const contextWith = (parameters: IDataObject) =>
	({
		getNode: () => ({ name: 'ECGrid', parameters: {} }),
		getTimezone: () => 'UTC',
		getNodeParameter: (name: string, _: number, fallback: unknown) => parameters[name] ?? fallback,
	}) as unknown as IExecuteFunctions;

const note = textField({ displayName: 'Note', name: 'note' });
const more = unlistedFields({ displayName: 'More Fields', name: 'more' });
const operation: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create note',
	description: 'Write a note',
	endpoint: 'POST /v2/notes',
	idempotent: true,
	fields: [more, note],
	additionalFields: [textField({ displayName: 'Author', name: 'author' })],
};

const bodyOf = (parameters: IDataObject, ofOperation = operation) =>
	buildRequest(contextWith(parameters), ofOperation, 0).request.body;

describe('fields that ECGrid’s page doesn’t list', () => {
	test('go into the body under their own names', () => {
		expect(bodyOf({ note: 'Hello', more: '{"color": "red", "toString": "text", "valueOf": 1}' })).toEqual({
			note: 'Hello',
			color: 'red',
			toString: 'text',
			valueOf: 1,
		});
	});

	test.each<[string, IDataObject]>([
		['note', { note: 'Hello', more: '{"note": "Other"}' }],
		['author', { additionalFields: { author: 'Robin' }, more: { author: 'Kim' } }],
	])('don’t replace the field “%s”, which is declared after them', (name, parameters) => {
		expect(() => bodyOf(parameters)).toThrow(
			`“More Fields” must not contain “${name}”, which has a field of its own. Fill in that field.`,
		);
	});

	test.each([
		['__proto__', '{"__proto__": {"note": "Other"}}'],
		['constructor', '{"constructor": 1}'],
		['prototype', '{"prototype": 1}'],
		['__proto__', '{"a": [{"b": {"__proto__": 1}}]}'],
		['constructor', { a: { constructor: 1 } }],
	])('with the name “%s” are refused, because n8n can’t send them: %j', (name, given) => {
		expect(() => bodyOf({ more: given })).toThrow(`“More Fields” must not contain the name “${name}”`);
		expect(({} as IDataObject).note).toBeUndefined();
	});
});
