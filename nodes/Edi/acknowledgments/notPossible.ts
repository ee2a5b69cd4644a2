import type { Segment } from '../interchange/tree';
import { trimmed } from '../interchange/values';

/** Why there is no valid acknowledgment of something. */
export class NotPossible extends Error {}

/** An element that an acknowledgment repeats. */
export interface Needed {
	name: string;
	element: number;
	component?: number;
	/** What the acknowledgment has room for, if a header may have more. */
	form?: RegExp;
	expected?: string;
}

/** Throws NotPossible if a header lacks what the acknowledgment has to repeat, or has it in a form that it can't repeat. */
export function checkNeeded(acknowledgment: string, header: Segment | undefined, needed: Needed[]): void {
	const missing = needed.filter(({ element, component }) => trimmed(header, element, component) === '');
	if (missing.length > 0) {
		const names = missing.map(({ name }) => name).join(', ');
		throw new NotPossible(
			`There is no valid ${acknowledgment}: ${names} ${missing.length === 1 ? 'is' : 'are'} missing in the file`,
		);
	}
	for (const { name, element, component, form, expected } of needed) {
		const value = trimmed(header, element, component);
		if (form && !form.test(value))
			throw new NotPossible(
				`There is no valid ${acknowledgment}, which repeats ${name}: it is “${value}”, not ${expected}`,
			);
	}
}
