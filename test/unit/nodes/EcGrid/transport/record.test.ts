import { firstSet, firstId, firstText } from '../../../../../nodes/EcGrid/transport/record';

describe('reading a field', () => {
	test.each(['parcelId', 'ParcelID', 'PARCELID', 'parcelid'])('finds %s in any spelling', (name) => {
		expect(firstSet({ [name]: 5 }, 'parcelId')).toBe(5);
	});

	test.each([0, '', null, undefined])('%j counts as missing', (value) => {
		expect(firstSet({ parcelId: value }, 'parcelId')).toBeUndefined();
		expect(firstSet({ parcelId: value, objectId: 7 }, 'parcelId', 'objectId')).toBe(7);
		expect(firstSet({ parcelId: value, ParcelID: 7 }, 'parcelId')).toBe(7);
	});

	test('false is a value', () =>
		expect(firstSet({ isTest: false, test: true }, 'isTest', 'test')).toBe(false));

	test('uses the first name that is present, wherever it is', () => {
		expect(firstSet({ b: 2, a: 1 }, 'a', 'b')).toBe(1);
	});

	test.each([undefined, null, 'text', 5, true, [{ a: 1 }]])('%j has no fields', (record) => {
		expect(firstSet(record, 'a', 'length', '0')).toBeUndefined();
	});

	test('ignores what every object inherits', () => {
		expect(firstSet({}, 'constructor', '__proto__', 'toString')).toBeUndefined();
		expect(firstSet(JSON.parse('{"__proto__":{"parcelId":5}}'), 'parcelId')).toBeUndefined();
	});
});

describe('reading an ID', () => {
	test.each([
		[5, 5],
		['5', 5],
		['987654321', 987654321],
		['9007199254740991', 9007199254740991],
		[9007199254740991, 9007199254740991],
		[9007199254740992, undefined],
		['9007199254740993', '9007199254740993'],
		['18446744073709551615', '18446744073709551615'],
		['Q-17', 'Q-17'],
		['0', undefined],
		['000', undefined],
		['   ', undefined],
		[true, undefined],
		[{ id: 5 }, undefined],
	])('reads %j as %j', (value, id) => expect(firstId({ id: value }, 'id')).toBe(id));
});

describe('reading text', () => {
	test.each([
		['Active', 'Active'],
		[4000, '4000'],
		[true, 'true'],
		[{ code: 4000, description: 'Delivered' }, 'Delivered'],
		[{ code: 4000 }, '4000'],
		[{}, undefined],
		[['a'], undefined],
		['', undefined],
	])('reads %j as %j', (value, text) => expect(firstText({ status: value }, 'status')).toBe(text));
});
