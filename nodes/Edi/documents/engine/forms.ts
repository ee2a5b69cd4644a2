import { isoDate, isoTime } from '../../interchange/values';
import { Unfit, type Form } from './mapping';
import { isLater, type Syntax } from './syntax';

/** A limit that is the same in all versions, or the limits before and from 005010 or D.01B on. */
export type Limit = number | [before: number, later: number];

export const limitIn = (limit: Limit, syntax: Syntax): number =>
	typeof limit === 'number' ? limit : limit[isLater(syntax) ? 1 : 0];

/** The text of a value that is text or a number. Throws Unfit if it is neither. */
export function plainText(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	const isObject = typeof value === 'object' && value !== null;
	const given = isObject ? (Array.isArray(value) ? 'a list' : 'an object') : String(value);
	throw new Unfit(`is ${given}, and must be text`);
}

/** Text with at most, and perhaps at least, so many characters. */
export const text = (most: Limit, least = 1): Form => ({
	read: (said) => said,
	write: (value, syntax) => {
		const said = plainText(value);
		const limit = limitIn(most, syntax);
		if (/[\r\n]/.test(said)) throw new Unfit('contains a line break');
		if (/\p{Cc}/u.test(said)) throw new Unfit('contains a control character');
		if (said.length > limit) throw new Unfit(`has ${said.length} characters; at most ${limit} are allowed`);
		if (said.length < least) throw new Unfit(`has ${said.length} characters; at least ${least} are needed`);
		return said;
	},
});

/** A decimal number as text with a decimal point, without superfluous zeros in front; undefined if it is none. */
export function decimalOf(said: string): string | undefined {
	const [, sign, whole, decimals] = /^([-+]?)(\d*)(?:[.,](\d*))?$/.exec(said) ?? [];
	if (whole === undefined || whole + (decimals ?? '') === '') return undefined;
	const plain = `${whole.replace(/^0+(?=\d)/, '') || '0'}${decimals ? `.${decimals}` : ''}`;
	return sign === '-' && /[1-9]/.test(plain) ? `-${plain}` : plain;
}

/** The sign, whole digits and decimals of a value that is a decimal number. Throws Unfit if it is none. */
function decimalParts(value: unknown): { sign: string; whole: string; decimals: string } {
	const said = plainText(value);
	const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(said) ?? [];
	if (whole === undefined)
		throw new Unfit(
			`is “${said}”. A number has digits and at most one decimal point, without thousands separators, such as 1234.50`,
		);
	return { sign: sign!, whole: whole.replace(/^0+(?=\d)/, ''), decimals };
}

function checkDigits(count: number, most: number): void {
	if (count > most) throw new Unfit(`has ${count} digits; at most ${most} are allowed`);
}

/** A decimal number with at most so many digits. A comma is a decimal mark in EDIFACT, and none in X12. */
export const decimal = (most: Limit): Form => ({
	read: (said, { standard }) => (standard === 'X12' && said.includes(',') ? undefined : decimalOf(said)),
	write: (value, syntax) => {
		const { sign, whole, decimals } = decimalParts(value);
		checkDigits((whole === '0' ? 0 : whole.length) + decimals.length, limitIn(most, syntax));
		return `${sign}${whole}${decimals ? syntax.decimalMark + decimals : ''}`;
	},
});

/** A decimal number without decimal mark, whose last digits are decimals: X12's type Nn. */
export const implied = (count: number, most: number): Form => ({
	read: (said) => {
		const [, sign, digits] = /^([-+]?)(\d+)$/.exec(said) ?? [];
		if (digits === undefined) return undefined;
		const padded = digits.padStart(count + 1, '0');
		return decimalOf(`${sign}${padded.slice(0, -count)}.${padded.slice(-count)}`);
	},
	write: (value) => {
		const { sign, whole, decimals } = decimalParts(value);
		const kept = decimals.replace(/0+$/, '');
		if (kept.length > count) throw new Unfit(`has ${kept.length} decimals; at most ${count} are allowed`);
		const digits = `${whole}${kept.padEnd(count, '0')}`.replace(/^0+(?=\d)/, '');
		checkDigits(digits.length, most);
		return `${sign}${digits}`;
	},
});

/** A whole number that isn't negative. */
export const count = (most: number): Form => ({
	isNumber: true,
	read: (said) => (/^\d{1,15}$/.test(said) ? Number(said) : undefined),
	write: (value) => {
		const said = plainText(value);
		if (!/^\d+$/.test(said)) throw new Unfit(`is “${said}”, and must be a whole number`);
		checkDigits(said.length, most);
		return said;
	},
});

/** The decimal number of a percentage that is said as a part of one, such as .075 for 7.5 %: X12's element 954. */
export const partOfOne: Form = {
	read: (said, syntax) => {
		const part = decimal(10).read(said, syntax) as string | undefined;
		return part === undefined ? undefined : shifted(part, 2);
	},
	write: (value, syntax) => {
		const { sign, whole, decimals } = decimalParts(value);
		return decimal(10).write(shifted(`${sign}${whole}${decimals && `.${decimals}`}`, -2), syntax);
	},
};

/** A decimal number with its point moved to the right. */
function shifted(number: string, places: number): string {
	const sign = number.startsWith('-') ? '-' : '';
	const [whole = '', decimals = ''] = number.replace('-', '').split('.');
	const padded = '0'.repeat(Math.max(0, -places)) + whole;
	const digits = padded + decimals.padEnd(Math.max(0, places), '0');
	const point = padded.length + places;
	const moved = decimalOf(`${digits.slice(0, point)}.${digits.slice(point)}`)!;
	return sign + (moved.includes('.') ? moved.replace(/\.?0+$/, '') : moved);
}

/** A date and perhaps a time in ISO 8601, in its parts. Throws Unfit if it is none. */
export function dateParts(value: unknown): { date: string; time: string } {
	const said = plainText(value);
	const [, year, month, day, hours, minutes, seconds = ''] =
		/^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}(?:\.\d{1,2})?))?)?$/.exec(said) ?? [];
	const date = `${year}${month}${day}`;
	const time = hours === undefined ? '' : `${hours}${minutes}${seconds.replace('.', '')}`;
	if (isoDate(date) === undefined || (time !== '' && isoTime(time) === undefined))
		throw new Unfit(`is “${said}”. A date is such as 2026-05-07, or 2026-05-07T14:30 with its local time`);
	return { date, time };
}

/** A date in ISO 8601 from CCYYMMDD or YYMMDD. */
export const date: Form = {
	read: isoDate,
	write: (value) => dateParts(value).date,
};
