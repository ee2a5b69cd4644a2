import { isRecord } from '../../shared/isRecord';
import { NotWritable } from '../interchange/notWritable';
import { segmentsOf } from '../json/segmentsOf';
import type { Segment } from '../interchange/tree';
import { valueOf } from '../interchange/values';

/** What a partner wants otherwise. `at` names segments: “REF”, “REF*DP” with the first element, or with more of them. */
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
		const names = namesOf(at);
		let count = 0;
		const added: [Segment, string] = [segment!, `${path}.segment`];
		result = result.flatMap((each): [Segment, number | string][] => {
			if (!names.every((name, element) => valueOf(each[0], element) === name)) return [each];
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
	const changed = result.map(([segment]) => segment);
	checkBeginning(segments, changed);
	return [changed, result.map(([, index]) => index)];
}

/** Refuses to take the segment away that a message begins with, or to put one in front of it. */
function checkBeginning([first]: Segment[], [begun]: Segment[]): void {
	if (first && begun?.[0] !== first[0])
		throw new NotWritable(
			'“Segments”',
			`leave no ${String(first[0])} at the beginning, which the message needs`,
		);
}

/** The tag and the first elements that a text such as “REF*DP” names. */
function namesOf(at: string): string[] {
	const [separator] = /[*+]/.exec(at) ?? [];
	return separator === undefined ? [at] : at.split(separator);
}

const tagsOf = (segments: Segment[]): string => [...new Set(segments.map(([tag]) => String(tag)))].join(', ');

/** Segments around messages, which are counted and numbered. */
const SERVICE_SEGMENTS = /^(ISA|IEA|GS|GE|ST|SE|UNA|UNB|UNZ|UNG|UNE|UNH|UNT)$/;

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
		if (SERVICE_SEGMENTS.test(String(segment![0])))
			throw new NotWritable(
				`${path}.segment`,
				`is ${String(segment![0])}, which is no segment of a message: the node writes it`,
			);
		return { action, at, segment: segment!, path };
	});
}
