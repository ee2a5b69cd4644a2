import type { Composite, Delimiters, Element, Segment } from '../interchange/tree';

/** A segment as X12 writes it, without its terminator. X12.5 and X12.6: nothing releases a delimiter. */
export function segmentText(segment: Segment, delimiters: Delimiters): string {
	const { element, component, repetition } = delimiters;
	const composite = (each: Composite): string => (typeof each === 'string' ? each : each.join(component));
	const text = (each: Element): string =>
		typeof each === 'string' || Array.isArray(each)
			? composite(each)
			: each.repetitions.map(composite).join(repetition);
	return segment.map(text).join(element);
}
