import { NotWritable } from '../interchange/notWritable';
import type { StandardName } from '../interchange/tree';

/** Tenths of a second since 2026 began, from milliseconds since 1970. */
const tenthsOfSeconds = (now: number): number => Math.floor((now - Date.UTC(2026, 0, 1)) / 100);

/** X12's numbers have nine digits: after three years and two months they begin again. */
const MOST_X12 = 999_999_999;

/**
 * The next control number between two partners: the tenths of a second since 2026, and more than the last one that is
 * known. Two that are asked for at once by two processes can be the same.
 */
export function nextControlNumber(last: number | undefined, now: number): number {
	const current = tenthsOfSeconds(now) % MOST_X12;
	const isAhead = last !== undefined && last >= current && last - current < MOST_X12 / 2;
	return isAhead ? (last % MOST_X12) + 1 : Math.max(1, current);
}

/** A control number that a person gave. Throws NotWritable if it can't be one. */
export function controlNumberIn(given: string, standard: StandardName): string {
	const isValid = standard === 'X12' ? /^(?=0*[1-9])\d{1,9}$/.test(given) : /^.{1,14}$/.test(given);
	if (isValid) return given;
	throw new NotWritable(
		'“Control Number”',
		`is “${given}”. It has ${standard === 'X12' ? '1 to 9 digits, not only zeros' : '1 to 14 characters'}`,
	);
}
