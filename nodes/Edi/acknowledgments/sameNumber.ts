import type { StandardName } from '../interchange/tree';

/** A key under which numbers that may be the same are found. */
export const numberKey = (value: unknown): string =>
	String(value)
		.trim()
		.replace(/^0+(?=.)/, '');

const DIGITS = /^\d+$/;

/**
 * Whether two control numbers are the same. Those of X12 are numbers, whatever zeros stand in front; those of EDIFACT
 * are text, unless one is given as a number, as tables keep it.
 */
export function isSameNumber(standard: StandardName, one: unknown, other: unknown): boolean {
	const [first, second] = [one, other].map((each) => String(each).trim()) as [string, string];
	if (first === second) return true;
	const isNumber = standard === 'X12' || typeof one === 'number' || typeof other === 'number';
	return isNumber && DIGITS.test(first) && DIGITS.test(second) && BigInt(first) === BigInt(second);
}
