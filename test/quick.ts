/** Whether the tests repeat less: CI sets `ECGRID_RELIABILITY=quick`. They check the same. */
export const quick = process.env.ECGRID_RELIABILITY === 'quick';

/** How often or how much: the first in a full run, the second in a quick one. */
export const full = <T>(inFull: T, inQuick: T): T => (quick ? inQuick : inFull);

/** All in a full run; in a quick one, the first of those with the same key. */
export function eachOnce<T>(all: T[], keyOf: (each: T) => unknown): T[] {
	const keys = all.map((each) => JSON.stringify(keyOf(each)));
	return quick ? all.filter((_, index) => keys.indexOf(keys[index]!) === index) : all;
}
