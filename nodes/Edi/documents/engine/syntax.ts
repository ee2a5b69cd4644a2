import type { StandardName } from '../../interchange/tree';

/** What the texts of a message depend on, besides its table. */
export interface Syntax {
	standard: StandardName;
	/** Such as 004010, 005010, D.96A. */
	version: string;
	/** The decimal mark to write. */
	decimalMark: '.' | ',';
}

/** Whether a message has a version from 005010 or D.01B on, whose elements are longer. */
export function isLater({ standard, version }: Syntax): boolean {
	if (standard === 'X12') return version.slice(0, 6) >= '005010';
	const [, year, release] = /^D\.(\d\d)([AB])/.exec(version) ?? [];
	if (year === undefined) return false;
	return `${Number(year) >= 90 ? '19' : '20'}${year}${release}` >= '2001B';
}
