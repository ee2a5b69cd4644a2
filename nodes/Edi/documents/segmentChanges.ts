import { isRecord } from '../../shared/isRecord';
import { NotWritable } from '../interchange/notWritable';
import { segmentsOf } from '../json/segmentsOf';
import type { Segment } from '../interchange/tree';
import { valueOf } from '../interchange/values';

/** What a partner wants otherwise. `at` names segments: “REF”, or “REF*DP” with the first element. */
export interface SegmentChange {
	action: 'after' | 'before' | 'replace' | 'remove';
	at: string;
	/** The segment to add, or to put in the place of the others. */
	segment?: Segment;
	/** Where the change stands, for an error. */
	path: string;
}

/**
 * Adds, replaces and removes segments: at each that a change names. The second list says for each segment which one it
 * was, or the path of the change that it comes from. Throws NotWritable if a change names none.
 */
export function withChanges(
	segments: Segment[],
	changes: readonly SegmentChange[],
): [Segment[], (number | string)[]] {
	let result = segments.map((segment, index): [Segment, number | string] => [segment, index]);
	for (const { action, at, segment, path } of changes) {
		const [tag, qualifier] = at.split(/[*+]/);
		let count = 0;
		const added: [Segment, string] = [segment!, `${path}.segment`];
		result = result.flatMap((each): [Segment, number | string][] => {
			if (each[0][0] !== tag || (qualifier !== undefined && valueOf(each[0], 1) !== qualifier)) return [each];
			count++;
			if (action === 'remove') return [];
			if (action === 'replace') return [added];
			return action === 'after' ? [each, added] : [added, each];
		});
		if (count === 0)
			throw new NotWritable(
				path,
				`names ${at}, and the message has no such segment: it has ${tagsOf(segments)}`,
			);
	}
	return [result.map(([segment]) => segment), result.map(([, index]) => index)];
}

const tagsOf = (segments: Segment[]): string => [...new Set(segments.map(([tag]) => String(tag)))].join(', ');

const ACTIONS = ['after', 'before', 'replace', 'remove'] as const;

/** The value of a JSON text; a text if it is none. */
function parsed(json: string): unknown {
	try {
		return json.trim() === '' ? [] : (JSON.parse(json) as unknown);
	} catch {
		return json;
	}
}

/** The changes of the option “Segments”: a list, or its JSON. Throws NotWritable. */
export function changesIn(given: unknown): SegmentChange[] {
	const list = typeof given === 'string' ? parsed(given) : given;
	if (list === undefined || list === null) return [];
	if (!Array.isArray(list)) throw new NotWritable('“Segments”', 'is no list in valid JSON');
	return (list as unknown[]).map((entry, index) => {
		const path = `“Segments”[${index}]`;
		const actions = isRecord(entry) ? ACTIONS.filter((each) => entry[each] !== undefined) : [];
		const [action] = actions;
		if (!isRecord(entry) || action === undefined || actions.length > 1)
			throw new NotWritable(path, `has to have one of ${ACTIONS.join(', ')}`);
		const at = entry[action];
		if (typeof at !== 'string' || at === '')
			throw new NotWritable(`${path}.${action}`, 'is no tag, such as REF');
		if (action === 'remove') return { action, at, path };
		const [segment] = segmentsOf([entry.segment], `${path}.segment`);
		return { action, at, segment: segment!, path };
	});
}
