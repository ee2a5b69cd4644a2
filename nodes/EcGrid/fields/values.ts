import { masked, type Range } from '../transport/mask';
import { withoutLogins } from '../transport/logins';
import { isRecord } from '../transport/record';

/** A message shortens longer values. */
const MAX_SHOWN_LENGTH = 80;
/** A run of characters as long as those of API keys, which have both letters and digits. */
const KEY_LIKE = /[\w-]{28,}/g;

/** A resource locator: what the editor saves for a choice “From List” or “By ID”. */
export const isLocator = (value: unknown): boolean => isRecord(value) && value.__rl === true;

/** What n8n turns an invalid Luxon date into, inside a collection of fields. */
const NO_DATE = 'Invalid DateTime';

/** The moment of a JavaScript date, or of a Luxon date as n8n's expressions return it: NaN if it is invalid, undefined for any other value. */
export function momentOfDate(value: unknown): number | undefined {
	if (value === NO_DATE) return NaN;
	if (!isRecord(value)) return undefined;
	// A date of another realm is no instance of `Date`.
	if (Object.prototype.toString.call(value) === '[object Date]') return (value as unknown as Date).getTime();
	return value.isLuxonDateTime === true && typeof value.toMillis === 'function' ? Number(value) : undefined;
}

/** Whether a value is a Luxon Duration or Interval, which n8n's expressions can return, too. */
export const isTimeSpan = (value: unknown): boolean =>
	isRecord(value) && (value.isLuxonDuration === true || value.isLuxonInterval === true);

/** Whether a value is empty. An expression that finds nothing returns one of these. */
export const isEmpty = (value: unknown): value is undefined | null | '' =>
	value === undefined || value === null || value === '';

/** The kind of a value in words, without the value, which may be a secret. */
export function kindOf(value: unknown): string {
	if (isEmpty(value)) return 'empty';
	if (Array.isArray(value)) return 'a list';
	if (momentOfDate(value) !== undefined) return 'a date';
	if (isTimeSpan(value)) return 'a span of time';
	if (typeof value === 'object') return 'an object';
	if (typeof value === 'boolean') return 'true or false';
	return typeof value === 'string' ? 'text' : 'a number';
}

/** Everything before an @: in an address, that is a login. In an unfinished address, it may contain any character. */
const loginIn = (written: string): Range[] => (written.includes('@') ? [[0, written.lastIndexOf('@')]] : []);

const keysIn = (written: string): Range[] =>
	[...written.matchAll(KEY_LIKE)]
		.filter(([run]) => /[a-z]/i.test(run) && /\d/.test(run))
		.map(({ 0: run, index }) => [index, index + run.length]);

/** A value as a message shows it, without a possible login or key that was entered into the wrong field. */
export function quoted(value: unknown): string {
	const isSimple = ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
	if (!isSimple) return kindOf(value);
	const given = String(value);
	const written = withoutLogins(masked(given, [...loginIn(given), ...keysIn(given)]));
	return `“${written.length > MAX_SHOWN_LENGTH ? `${written.slice(0, MAX_SHOWN_LENGTH)}…` : written}”`;
}

/** An address as a message shows it: without the login, path and query, which may be secret. */
export function quotedAddress(written: string): string {
	const host = written.slice(written.lastIndexOf('@') + 1);
	const [withoutPath = ''] = /^(?:[a-z]*:?[\\/]{2})?[^\\/?#]*/i.exec(host) ?? [];
	return quoted(written.slice(0, written.length - host.length) + withoutPath);
}
