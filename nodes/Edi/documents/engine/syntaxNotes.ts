import type { Segment } from '../../interchange/tree';
import type { Mapping } from './mapping';
import type { Problem } from './segmentFields';

/**
 * What X12 says about elements of a segment that go together: P all or none of them, R at least one, C with the first
 * all others, L with the first at least one of the others. Such as P0304.
 */
export type SyntaxNote = `${'P' | 'R' | 'C' | 'L'}${string}`;

/** The notes that a segment breaks: each a problem with the path of a field that is missing. */
export function brokenNotes(
	notes: readonly SyntaxNote[],
	segment: Segment,
	mappings: readonly Mapping[],
): Problem[] {
	const isThere = (element: number): boolean => (segment[element] ?? '') !== '';
	return notes.flatMap((note): Problem[] => {
		const elements = note.match(/\d\d/g)!.map(Number);
		const present = elements.filter(isThere);
		const missing = elements.filter((each) => !isThere(each));
		const [kind] = note;
		const isAny = kind === 'R' || kind === 'L';
		const isBroken = {
			P: present.length > 0 && missing.length > 0,
			R: present.length === 0,
			C: isThere(elements[0]!) && missing.length > 0,
			L: isThere(elements[0]!) && present.length === 1,
		}[kind as 'P' | 'R' | 'C' | 'L'];
		if (!isBroken) return [];
		const named = (list: number[]): string[] => list.flatMap((each) => fieldAt(mappings, each) ?? []);
		const [path = '', ...others] = named(missing);
		const instead = isAny && others.length > 0 ? `, or ${others.join(', or ')}` : '';
		const beside = present.length > 0 ? ` beside ${named(present).join(', ')}` : '';
		return [{ path, reason: `is missing: X12 needs it${instead}${beside} (${String(segment[0])} ${note})` }];
	});
}

/** The field of an element. */
function fieldAt(mappings: readonly Mapping[], element: number): string | undefined {
	const mapping = mappings.find(({ at, paths }) => paths.length > 0 && at.includes(String(element)));
	return mapping && (mapping.paths[mapping.at.indexOf(String(element))] ?? mapping.paths[0]);
}
