import type { Segment } from '../interchange/tree';
import { trimmed } from '../interchange/values';

/** Why there is no valid acknowledgment of something. */
export class NotPossible extends Error {}

/** An element that an acknowledgment repeats. */
export interface Needed {
	name: string;
	element: number;
	component?: number;
}

/** Throws NotPossible if a header lacks what the acknowledgment has to repeat. */
export function checkNeeded(acknowledgment: string, header: Segment | undefined, needed: Needed[]): void {
	const missing = needed.filter(({ element, component }) => trimmed(header, element, component) === '');
	if (missing.length === 0) return;
	const names = missing.map(({ name }) => name).join(', ');
	throw new NotPossible(
		`There is no valid ${acknowledgment}: ${names} ${missing.length === 1 ? 'is' : 'are'} missing in the file`,
	);
}
