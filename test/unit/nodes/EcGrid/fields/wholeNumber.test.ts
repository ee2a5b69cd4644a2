import { wholeNumber } from '../../../../../nodes/EcGrid/fields/wholeNumber';

const read = wholeNumber(1, 10_080);

test.each([
	[1, 1],
	['60', 60],
	[' 60 ', 60],
	[10_080, 10_080],
	[60n, 60],
	['', undefined],
	[undefined, undefined],
	[null, undefined],
])('reads %p as %p', (value, expected) => {
	expect(read(value, 'Max Parcels')).toBe(expected);
});

test.each([
	0,
	-1,
	1.5,
	10_081,
	10_081n,
	'ten',
	'1e3',
	'0x10',
	'1.0',
	' ',
	true,
	NaN,
	[5],
	[],
	{ value: 5 },
	new Date(),
])('refuses %p and names the field', (value) => {
	expect(() => read(value, 'Max Parcels')).toThrow(
		/^“Max Parcels” must be a whole number from 1 to 10080, not /,
	);
});

test('without an end, only the least is named', () => {
	expect(() => wholeNumber(1)(0, 'Limit')).toThrow('“Limit” must be a whole number of at least 1, not “0”.');
	expect(wholeNumber(1)('100000', 'Limit')).toBe(100_000);
});

test('says that a number is too big', () => {
	for (const value of [1e16, '10000000000000000', 10n ** 16n]) {
		expect(() => wholeNumber(1)(value, 'Limit')).toThrow(
			'“Limit” must be a whole number from 1 to 9007199254740991, not “10000000000000000”.',
		);
	}
});
