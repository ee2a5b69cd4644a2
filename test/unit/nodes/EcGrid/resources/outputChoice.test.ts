import { onlyFields } from '../../../../../nodes/EcGrid/resources/defaultOutput';
import { chosenFields } from '../../../../../nodes/EcGrid/resources/outputChoice';

const fields = Array.from({ length: 12 }, (_, index) => `field${index}`);

const simplified = { names: fields.slice(0, 10), orWhole: true };

const chosenWith = (parameters: Record<string, unknown>, all: string[] | undefined = fields) =>
	chosenFields(all, (name, fallback) => parameters[name] ?? fallback);

test('by default, and with Simplify: the first ten', () => {
	expect(chosenWith({})).toEqual(simplified);
	expect(chosenWith({ simple: true })).toEqual(simplified);
});

test('without Simplify: all', () => expect(chosenWith({ simple: false })).toBeUndefined());

test('a response with few fields is returned whole', () =>
	expect(chosenFields(undefined, () => true)).toBeUndefined());

describe('as a tool of an AI agent, Output decides', () => {
	test('Simplified: the first ten, whatever Simplify was', () =>
		expect(chosenWith({ output: 'simplified', simple: false })).toEqual(simplified));

	test('Raw: all', () => expect(chosenWith({ output: 'raw' })).toBeUndefined());

	test.each([[['field11', 'field0']], ['field11, field0'], ['["field11","field0"]']])(
		'Selected Fields %j: these',
		(outputFields) =>
			expect(chosenWith({ output: 'selectedFields', outputFields })).toEqual({
				names: ['field11', 'field0'],
				orWhole: false,
			}),
	);

	test.each([
		[{ output: 'selectedFields', outputFields: [] }, '“Fields” is empty. Select at least one field'],
		[{ output: 'selectedFields', outputFields: ['other'] }, '“Fields” must be one of field0, '],
		[{ output: 'some' }, '“Output” must be one of raw, selectedFields, simplified'],
	])('%j is refused', (parameters, message) => expect(() => chosenWith(parameters)).toThrow(message));
});

test('an output without any of the fields is returned whole if it is simplified, and empty if they were selected', () => {
	const output = { payload: 'secret of a partner' };
	expect(onlyFields(output, chosenWith({})!)).toEqual(output);
	expect(onlyFields(output, chosenWith({ output: 'selectedFields', outputFields: ['field0'] })!)).toEqual({});
});
