import type { Segment } from './interchange';

/** Writes X12 segments, each on its own line unless the terminator is a line break. */
export const writeX12 = (
	segments: string[][],
	{ element, terminator }: { element: string; terminator: string },
) =>
	segments
		.map((segment) => segment.join(element) + terminator + (terminator.trim() === '' ? '' : '\n'))
		.join('');

/**
 * Writes EDIFACT segments with the default service characters. Leaves out empty elements and components at the
 * end.
 */
export function writeEdifact(segments: Segment[], syntaxVersion: string): string {
	const special = syntaxVersion >= '4' ? /[:+'?*]/g : /[:+'?]/g;
	const joined = (values: string[], separator: string) => {
		const last = values.findLastIndex((value) => value !== '');
		return values.slice(0, last + 1).join(separator);
	};
	return segments
		.map((segment) =>
			joined(
				segment.map((components) =>
					joined(
						components.map((value) => value.replace(special, '?$&')),
						':',
					),
				),
				'+',
			),
		)
		.map((segment) => `${segment}'\n`)
		.join('');
}

/** Puts a transaction set between ST and SE. */
export const x12Set = (type: string, controlNumber: string, body: string[][], implementation?: string) => [
	['ST', type, controlNumber, ...(implementation ? [implementation] : [])],
	...body,
	['SE', String(body.length + 2), controlNumber],
];

/** Puts a message between UNH and UNT. */
export const edifactMessage = (type: string[], controlNumber: string, body: Segment[]): Segment[] => [
	[['UNH'], [controlNumber], type],
	...body,
	[['UNT'], [String(body.length + 2)], [controlNumber]],
];
