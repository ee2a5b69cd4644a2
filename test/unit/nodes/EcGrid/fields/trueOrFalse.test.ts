import { trueOrFalse } from '../../../../../nodes/EcGrid/fields/trueOrFalse';

const read = (value: unknown) => trueOrFalse(value, 'Return All');

test.each<[unknown, boolean | undefined]>([
	[true, true],
	[false, false],
	['true', true],
	['false', false],
	[' True ', true],
	['FALSE', false],
	[undefined, undefined],
	[null, undefined],
	['', undefined],
])('reads %j as %j', (value, expected) => expect(read(value)).toBe(expected));

test.each(['yes', 'no', '1', 'on', ' ', 0, 1, NaN, {}, [], [true], new Date()])(
	'%j is refused by name',
	(value) => expect(() => read(value)).toThrow(/^“Return All” must be true or false, not /),
);
