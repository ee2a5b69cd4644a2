import type { Segment } from '../../interchange/tree';

/** An element of a segment, or a component of one: “3” or “1.2”. Component 1 is also an element without components. */
export interface Place {
	name: string;
	element: number;
	component: number;
}

/** Reads “3” or “1.2”. */
export function placeOf(name: string): Place {
	const [element, component = '1'] = name.split('.');
	return { name, element: Number(element), component: Number(component) };
}

/** The text at a place; '' if there is none, or if the element is repeated. */
export function textAt(segment: Segment, { element, component }: Place): string {
	const value = segment[element];
	if (value === undefined) return '';
	if (typeof value === 'string') return component === 1 ? value : '';
	return Array.isArray(value) ? (value[component - 1] ?? '') : '';
}

/** One number for a place. */
export const keyOf = ({ element, component }: Omit<Place, 'name'>): number => element * 1000 + component;
