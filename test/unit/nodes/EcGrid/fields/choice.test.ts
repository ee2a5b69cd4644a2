import { UserError } from 'n8n-workflow';

import { choice, choices } from '../../../../../nodes/EcGrid/fields/choice';

const values = ['Parcel', 'Interchange', 'User'];
const one = (value: unknown) => choice(values)(value, 'Event');
const several = (value: unknown) => choices(values)(value, 'Events');

describe('one of several values', () => {
	test.each(['Parcel', 'parcel', ' PARCEL '])('accepts %j', (value) => expect(one(value)).toBe('Parcel'));
	test.each([undefined, null, ''])('omits %j', (value) => expect(one(value)).toBeUndefined());
	test.each(['Parcels', ' ', 'Parcel, User', 'constructor', 0, true])(
		'refuses %j and lists the choices',
		(value) => {
			expect(() => one(value)).toThrow(UserError);
			expect(() => one(value)).toThrow(`“Event” must be one of Parcel, Interchange, User, not “${value}”.`);
		},
	);
	test.each([{ value: 'Parcel' }, ['Parcel'], new Date()])('%j is refused by name', (value) =>
		expect(() => one(value)).toThrow(/^“Event” must be text, not /),
	);
});

describe('any of several values', () => {
	test.each<[unknown, string[]]>([
		[
			['Parcel', 'User'],
			['Parcel', 'User'],
		],
		[['parcel', 'Parcel'], ['Parcel']],
		['Parcel, Interchange', ['Parcel', 'Interchange']],
		['parcel;user', ['Parcel', 'User']],
		['Parcel\nUser\n', ['Parcel', 'User']],
		['User', ['User']],
		['["Parcel","User"]', ['Parcel', 'User']],
		[' ["Parcel"]\n', ['Parcel']],
		['\u00a0["Parcel"]', ['Parcel']],
		[[], []],
		['  ', []],
		[['Parcel', '', null], ['Parcel']],
	])('reads %j as %j', (value, expected) => expect(several(value)).toEqual(expected));

	test.each([undefined, null, ''])('omits %j', (value) => expect(several(value)).toBeUndefined());

	test.each([
		'Parcels',
		'Parcel Interchange',
		['Parcel', 'Parcels'],
		[7],
		[{ value: 'Parcel' }],
		[['Parcel']],
	])('%j is refused by name', (value) =>
		expect(() => several(value)).toThrow(/^“Events” must be (one of|text)/),
	);

	test.each([{ events: 'Parcel' }, 7, true, new Date(), '["Parcel"'])('%j is no list', (value) =>
		expect(() => several(value)).toThrow(
			/^“Events” must be a list, or text such as Parcel, Interchange, not /,
		),
	);
});
