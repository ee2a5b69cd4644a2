import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** A value that n8n can pass to a node, by the expression that returns it. */
export interface Given {
	kind: string;
	entered: string;
	/** The value that the expression returns; a date is a `Date`. */
	value: unknown;
}

const given = (kind: string, entered: string, value: unknown): Given => ({ kind, entered, value });
const MOMENT = '2026-05-07T12:30:00.000Z';

/** Every kind of value that an expression can return. */
export const kinds: Given[] = [
	given('an object', '={{ ({ id: 7 }) }}', { id: 7 }),
	given('an empty object', '={{ ({}) }}', {}),
	given('an object with a value', '={{ ({ mode: "id", value: 7 }) }}', { mode: 'id', value: 7 }),
	given('a list', '={{ [7] }}', [7]),
	given('a list of texts', '={{ ["Parcel", "User"] }}', ['Parcel', 'User']),
	given('a list of parcel events', '={{ ["inbox"] }}', ['inbox']),
	given('a list with an unknown text', '={{ ["Parcel", "Parcels"] }}', ['Parcel', 'Parcels']),
	given('a list of objects', '={{ [{ id: 7 }] }}', [{ id: 7 }]),
	given('an empty list', '={{ [] }}', []),
	given('true', '={{ true }}', true),
	given('false', '={{ false }}', false),
	given('true as text', 'true', 'true'),
	given('false as text', 'FALSE', 'FALSE'),
	given('yes', 'yes', 'yes'),
	given('a number', '={{ 7 }}', 7),
	given('0', '={{ 0 }}', 0),
	given('a negative number', '={{ -1 }}', -1),
	given('a fraction', '={{ 1.5 }}', 1.5),
	given('a big number', '={{ 1e21 }}', 1e21),
	given('a number that JavaScript rounds', '={{ 12345678901234567890 }}', 12345678901234567000),
	given('no number', '={{ NaN }}', NaN),
	given('no end', '={{ Infinity }}', Infinity),
	given('a big integer', '={{ 7n }}', 7n),
	given('a big integer above 2^64', '={{ 36893488147419103233n }}', 36893488147419103233n),
	given('null', '={{ null }}', null),
	given('nothing', '={{ undefined }}', undefined),
	given('empty text', '={{ "" }}', ''),
	given('blanks', '={{ "  " }}', '  '),
	given('text', 'some text', 'some text'),
	given('a list in text', 'parcel, User', 'parcel, User'),
	given('a list in JSON', '={{ \'["Parcel"]\' }}', '["Parcel"]'),
	given('a name of JavaScript', 'constructor', 'constructor'),
	given('digits', '7', '7'),
	given('digits with spaces', '={{ " 7 " }}', ' 7 '),
	given('a hexadecimal number', '0x10', '0x10'),
	given('a date of JavaScript', `={{ new Date("${MOMENT}") }}`, new Date(MOMENT)),
	given('a date of Luxon', `={{ DateTime.fromISO("${MOMENT}") }}`, new Date(MOMENT)),
	given('no date', '={{ new Date("x") }}', new Date(NaN)),
	given('no date of Luxon', '={{ DateTime.fromISO("x") }}', new Date(NaN)),
	given('a span of time', '={{ Duration.fromObject({ days: 7 }) }}', { days: 7 }),
	given(
		'the time between two dates',
		'={{ DateTime.fromISO("2026-05-07").diff(DateTime.fromISO("2026-05-01")) }}',
		{},
	),
	given(
		'the span between two dates',
		'={{ Interval.fromDateTimes(DateTime.fromISO("2026-05-01"), DateTime.fromISO("2026-05-07")) }}',
		{},
	),
	given('a date in text', '2026-05-07T12:30:00Z', '2026-05-07T12:30:00Z'),
	given('a date, day first', '07.05.2026', '07.05.2026'),
	given('a date in words', 'May 7', 'May 7'),
	given('a day that is not', '2026-02-30', '2026-02-30'),
];

export const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

/**
 * Whether the sent value says the same as the given one: only an empty value is omitted, and nothing changes
 * into something else.
 */
export function saysTheSame(sent: unknown, value: unknown): boolean {
	if (sent === undefined || isEmpty(value)) return isEmpty(value) && isEmpty(sent);
	if (typeof sent === 'object' || Array.isArray(value)) return JSON.stringify(sent) === JSON.stringify(value);
	if (value instanceof Date) return Date.parse(String(sent)) === value.getTime();
	if (typeof value === 'object') return false;
	if (typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return false;
	const [left, right] = [sent, value].map((each) => String(each).trim().toLowerCase());
	return (
		left === right || (/^\d{4}-\d\d-\d\dt/.test(right!) && Date.parse(String(sent)) === Date.parse(right!))
	);
}

const valuesOf = ({ options = [] }: INodeProperties) =>
	(options as INodePropertyOptions[]).map(({ value }) => String(value).toLowerCase());

const wordsOf = (value: unknown): unknown[] | undefined => {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return undefined;
	return value.startsWith('[') ? (JSON.parse(value) as unknown[]) : value.split(',');
};

const isAmong = (values: string[], value: unknown) =>
	typeof value === 'string' && values.includes(value.trim().toLowerCase());

/** Whether a parameter of this type can mean a value. Anything else must be refused. */
export function isMeant(property: INodeProperties, value: unknown): boolean {
	if (isEmpty(value)) return !property.required;
	const { minValue = -Infinity, maxValue = Infinity } = property.typeOptions ?? {};
	const isNumber =
		['number', 'bigint'].includes(typeof value) || (typeof value === 'string' && /^\s*-?\d+\s*$/.test(value));
	const number = isNumber ? Number(value) : NaN;
	switch (property.type) {
		case 'boolean':
			return typeof value === 'boolean' || isAmong(['true', 'false'], value);
		case 'number':
			return Number.isSafeInteger(number) && number >= minValue && number <= maxValue;
		case 'resourceLocator':
			return Number.isSafeInteger(number) && number > 0;
		case 'options':
			return isAmong(valuesOf(property), value);
		case 'multiOptions': {
			const words = wordsOf(value);
			if (!words || (property.required && words.every((word) => String(word).trim() === ''))) return false;
			return words.every((word) => String(word).trim() === '' || isAmong(valuesOf(property), word));
		}
		default:
			throw new Error(
				`A parameter of the type ${property.type} is not tried yet: say which values it can mean.`,
			);
	}
}
