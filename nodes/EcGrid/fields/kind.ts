import { isRecord } from '../transport/record';

/** Longer values are not repeated whole in a message. */
const MOST_SHOWN = 80;

/** A resource locator: what the editor saves for a choice “From List” or “By ID”. */
export const isLocator = (value: unknown): boolean => isRecord(value) && value.__rl === true;

/** What n8n makes of a Luxon date that is none, inside a collection of fields. */
const NO_DATE = 'Invalid DateTime';

/** The moment of a date of JavaScript, or of one of Luxon, which n8n's expressions give: NaN if it is none, undefined for any other value. */
export function momentOfDate(value: unknown): number | undefined {
	if (value === NO_DATE) return NaN;
	if (!isRecord(value)) return undefined;
	// A date of another realm is no instance of `Date`.
	if (Object.prototype.toString.call(value) === '[object Date]') return (value as unknown as Date).getTime();
	return typeof value.toISO === 'function' ? Number(value) : undefined;
}

/** Whether nothing was given: n8n hands on what an expression does not find as one of these. */
export const isEmpty = (value: unknown): value is undefined | null | '' =>
	value === undefined || value === null || value === '';

/** What kind of value was given, in words, without the value: it may be a secret. */
export function kindOf(value: unknown): string {
	if (isEmpty(value)) return 'empty';
	if (Array.isArray(value)) return 'a list';
	if (momentOfDate(value) !== undefined) return 'a date';
	if (typeof value === 'object') return 'an object';
	if (typeof value === 'boolean') return 'true or false';
	return typeof value === 'string' ? 'text' : 'a number';
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
	const isSimple = ['string', 'number', 'boolean'].includes(typeof value);
	if (!isSimple) return kindOf(value);
	const written = String(value);
	return `“${written.length > MOST_SHOWN ? `${written.slice(0, MOST_SHOWN)}…` : written}”`;
}
