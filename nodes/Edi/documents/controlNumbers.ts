import { NotWritable } from '../interchange/notWritable';
import type { StandardName } from '../interchange/tree';

/** Tenths of a second since 2026 began, from milliseconds since 1970. */
const tenthsOfSeconds = (now: number): number => Math.floor((now - Date.UTC(2026, 0, 1)) / 100);

/** X12's numbers have nine digits: after three years and two months they begin again. */
const MOST_X12 = 999_999_999;

/** A number from 0 on, as far as a circle of numbers goes. */
const inCircle = (number: number): number => ((number % MOST_X12) + MOST_X12) % MOST_X12;

/** The number that comes so many after another one: 1 follows 999,999,999. */
export const numberAfter = (number: number, steps: number): number => inCircle(number + steps - 1) + 1;

/**
 * The next control number between two partners, from 1 to 999,999,999: the tenths of a second since 2026, or one more
 * than the last ones that are known, if those run ahead of the clock. Two that are asked for at once by two processes
 * can be the same.
 */
export function nextControlNumber(last: readonly number[], now: number): number {
	const current = inCircle(tenthsOfSeconds(now));
	const ahead = last.map((each) => inCircle(each - current)).filter((distance) => distance < MOST_X12 / 2);
	return numberAfter(current, Math.max(-1, ...ahead) + 1);
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
