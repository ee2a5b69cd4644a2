import type { Composite, Delimiters, Segment } from './tree';

/** A segment without its terminator: its texts, as they are written, with the separators between them. */
export function joinSegment(segment: Segment, { element, component, repetition }: Delimiters): string {
	const composite = (each: Composite): string => (typeof each === 'string' ? each : each.join(component));
	return segment
		.map((each) =>
			typeof each === 'string' || Array.isArray(each)
				? composite(each)
				: each.repetitions.map(composite).join(repetition),
		)
		.join(element);
}
