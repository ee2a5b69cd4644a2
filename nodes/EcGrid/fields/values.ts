import { masked, type Range } from '../transport/mask';
import { withoutLogins } from '../transport/logins';
import { isRecord } from '../transport/record';

/** Longer values are not repeated whole in a message. */
const MAX_SHOWN_LENGTH = 80;
/** A run of characters as long as those of API keys, which have both letters and digits. */
const KEY_LIKE = /[\w-]{28,}/g;

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
	return value.isLuxonDateTime === true && typeof value.toMillis === 'function' ? Number(value) : undefined;
}

/** Whether a value is a Duration or an Interval of Luxon, which n8n's expressions give, too. */
export const isTimeSpan = (value: unknown): boolean =>
	isRecord(value) && (value.isLuxonDuration === true || value.isLuxonInterval === true);

/** Whether nothing was given: n8n hands on what an expression does not find as one of these. */
export const isEmpty = (value: unknown): value is undefined | null | '' =>
	value === undefined || value === null || value === '';

/** What kind of value was given, in words, without the value: it may be a secret. */
export function kindOf(value: unknown): string {
	if (isEmpty(value)) return 'empty';
	if (Array.isArray(value)) return 'a list';
	if (momentOfDate(value) !== undefined) return 'a date';
	if (isTimeSpan(value)) return 'a span of time';
	if (typeof value === 'object') return 'an object';
	if (typeof value === 'boolean') return 'true or false';
	return typeof value === 'string' ? 'text' : 'a number';
}

/** Whatever stands before an @: in an address that is a login, and one that is no address yet may hold any character. */
const loginIn = (written: string): Range[] => (written.includes('@') ? [[0, written.lastIndexOf('@')]] : []);

const keysIn = (written: string): Range[] =>
	[...written.matchAll(KEY_LIKE)]
		.filter(([run]) => /[a-z]/i.test(run) && /\d/.test(run))
		.map(({ 0: run, index }) => [index, index + run.length]);

/** A value as a message shows it, without what may be a login or a key that was entered into the wrong field. */
export function quoted(value: unknown): string {
	const isSimple = ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
	if (!isSimple) return kindOf(value);
	const given = String(value);
	const written = withoutLogins(masked(given, [...loginIn(given), ...keysIn(given)]));
	return `“${written.length > MAX_SHOWN_LENGTH ? `${written.slice(0, MAX_SHOWN_LENGTH)}…` : written}”`;
}

/** An address as a message shows it: without a login, and without path and query, which may be secret, too. */
export function quotedAddress(written: string): string {
	const host = written.slice(written.lastIndexOf('@') + 1);
	const [withoutPath = ''] = /^(?:[a-z]*:?[\\/]{2})?[^\\/?#]*/i.exec(host) ?? [];
	return quoted(written.slice(0, written.length - host.length) + withoutPath);
}
