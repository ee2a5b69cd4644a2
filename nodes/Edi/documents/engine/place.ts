import type { Segment } from '../../interchange/tree';

/** An element of a segment, or a component of one: “3” or “1.2”. Component 1 is also an element without components. */
export interface Place {
	name: string;
	element: number;
	component: number;
	/** Whether it is an element, which has no components. */
	isElement: boolean;
}

/** Reads “3” or “1.2”. */
export function placeOf(name: string): Place {
	const [element, component] = name.split('.');
	return {
		name,
		element: Number(element),
		component: Number(component ?? 1),
		isElement: component === undefined,
	};
}

const isBlank = (text: string): boolean => text.trim() === '';

/** The text at a place; '' if there is none, or something else. */
export function textAt(segment: Segment, { element, component, isElement }: Place): string {
	const value = segment[element];
	if (value === undefined) return '';
	if (typeof value === 'string') return component === 1 ? value : '';
	if (!Array.isArray(value) || (isElement && !value.slice(1).every(isBlank))) return '';
	return value[component - 1] ?? '';
}

/** Whether something else than a text stands at a place: repetitions, or components where there should be none. */
export function isUnclear(segment: Segment, { element, isElement }: Place): boolean {
	const value = segment[element] ?? '';
	if (typeof value === 'string') return false;
	return !Array.isArray(value) || (isElement && !value.slice(1).every(isBlank));
}

/** One number for a place. */
export const keyOf = ({ element, component }: Pick<Place, 'element' | 'component'>): number =>
	element * 1000 + component;
