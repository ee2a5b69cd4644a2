import { invalidField } from '../transport/invalidField';
import { isEmpty, quoted } from './values';
import { MAX_INT, type Parser } from './parsers';

/** A whole number within a range that includes both ends, as a number or in digits. */
export const wholeNumber =
	(min: number, max = Number.MAX_SAFE_INTEGER): Parser<number> =>
	(value, label) => {
		if (isEmpty(value)) return undefined;
		const isInDigits =
			typeof value === 'bigint' || (typeof value === 'string' && /^\s*-?\d+\s*$/.test(value));
		const number = isInDigits ? Number(value) : value;
		if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max)
			return number;
		const isTooBig = typeof number === 'number' && number > max;
		const range = max >= MAX_INT && !isTooBig ? `of at least ${min}` : `from ${min} to ${max}`;
		throw invalidField(label, `must be a whole number ${range}, not ${quoted(value)}.`);
	};
