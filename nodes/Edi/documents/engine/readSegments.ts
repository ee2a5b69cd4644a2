import type { Segment } from '../../interchange/tree';
import { limitIn } from './forms';
import { placeNamed, SegmentTexts } from './segmentTexts';
import { listAt, valueAt, type Fields } from './paths';
import { isUnclear, textAt } from './place';
import type { Syntax } from './syntax';
import type {
	Leave,
	LoopRule,
	Match,
	MessageTable,
	Rule,
	SegmentRule,
	TextsRule,
	UnmappedRule,
} from './table';

/** A segment, or elements of it, that the document has no place for. */
export interface Unmapped {
	tag: string;
	/** The place of the segment in `segments`. */
	index: number;
	/** The elements, if it isn't all of them. */
	elements?: number[];
}

/** A rule that a segment can begin with, and the loop whose object it describes. */
type Entry = SegmentRule | TextsRule | LoopRule | UnmappedRule;

interface Scope {
	entries: Map<string, Entry[]>;
	/** Undefined where nothing has a place. */
	fields: Fields | undefined;
}

const indexes = new WeakMap<readonly Rule[], Map<string, Entry[]>>();

/** The rules of a loop by the tags that they begin with. */
function entriesOf(rules: readonly Rule[]): Map<string, Entry[]> {
	const known = indexes.get(rules);
	if (known) return known;
	const entries = new Map<string, Entry[]>();
	const add = (tag: string, entry: Entry) => entries.set(tag, [...(entries.get(tag) ?? []), entry]);
	for (const rule of rules) {
		add(rule.type === 'loop' ? rule.first.tag : rule.tag, rule);
	}
	indexes.set(rules, entries);
	return entries;
}

function isMatch(match: Match, segment: Segment): boolean {
	for (const place in match) {
		const said = textAt(segment, placeNamed(place)).trim();
		const wanted = match[place]!;
		if (said === '' && isUnclear(segment, placeNamed(place))) return false;
		if (typeof wanted === 'string' ? said !== wanted : !wanted.includes(said)) return false;
	}
	return true;
}

function isFor(entry: Entry, segment: Segment, fields: Fields | undefined): boolean {
	const rule = entry.type === 'loop' ? entry.first : entry;
	if (!isMatch(rule.match, segment)) return false;
	if ('needs' in rule && textAt(segment, placeNamed(rule.needs!)).trim() === '') return false;
	const isTaken =
		rule.type === 'segment' &&
		rule.ifFree !== undefined &&
		fields &&
		valueAt(fields, rule.ifFree) !== undefined;
	return !isTaken;
}

/** Whether a rule is for one segment of an object only: the fields of a second one would be mixed with those of the first. */
const isForOne = (entry: Entry): entry is SegmentRule | LoopRule => {
	if (entry.type === 'segment') return !entry.isRepeated && entry.mappings.length > 0;
	return entry.type === 'loop' && entry.target.isShared === true && isForOne(entry.first);
};

/** Whether it isn't clear what a segment says. One that must be there is read as far as it goes. */
function isUnclearFor(entry: Entry, segment: Segment): boolean {
	const rule = entry.type === 'loop' ? entry.first : entry;
	return (
		rule.type === 'segment' &&
		!rule.isMandatory &&
		rule.mappings.some(({ isDecisive, at }) => isDecisive && isUnclear(segment, placeNamed(at[0]!)))
	);
}

function applySegment({ match, mappings, usual }: SegmentRule, segment: SegmentTexts, fields: Fields): void {
	segment.claim(...Object.keys(match));
	for (const place in usual) if (segment.at(place) === usual[place]) segment.claim(place);
	for (const mapping of mappings) mapping.read(segment, fields);
}

function applyTexts(
	{ match, usual, at, path, maxLength }: TextsRule,
	segment: SegmentTexts,
	fields: Fields,
): void {
	segment.claim(...Object.keys(match));
	for (const place in usual) if (segment.at(place) === usual[place]) segment.claim(place);
	const limit = limitIn(maxLength, segment.syntax);
	/** A text that fills its place goes on at the next one. */
	let begun = '';
	for (const [index, place] of at.entries()) {
		const said = segment.rawAt(place);
		if (said.trim() === '' && begun === '') continue;
		segment.claim(place);
		begun += said;
		const goesOn = said.length === limit && index + 1 < at.length && segment.rawAt(at[index + 1]!) !== '';
		if (goesOn) continue;
		listAt(fields, path).push(begun.trim());
		begun = '';
	}
}

/**
 * Reads the segments of a message, from its header to its trailer, into the fields that the table has for them. Never
 * throws: what has no place is listed. `leave` lists more.
 */
export function readSegments(
	table: MessageTable,
	segments: readonly Segment[],
	syntax: Syntax,
): { fields: Fields; unmapped: Unmapped[]; leave: Leave } {
	const beginnings = new Map<Fields, { tag: string; index: number }>();
	const fields: Fields = {};
	const unmapped: Unmapped[] = [];
	const scopes: Scope[] = [{ entries: entriesOf(table.rules), fields }];
	const used = new Map<Fields, Set<Entry>>();
	const isUsed = (entry: Entry, around: Fields | undefined): boolean =>
		around !== undefined && isForOne(entry) && used.get(around)?.has(entry) === true;
	/** The rule for a segment in the innermost scope that knows its tag, which becomes the innermost of all. */
	const entryFor = (tag: string, segment: Segment): Entry | undefined => {
		const depth = scopes.findLastIndex(({ entries }) => entries.has(tag));
		if (depth < 0) return undefined;
		scopes.length = depth + 1;
		const { entries, fields: around } = scopes[depth]!;
		const fitting = entries.get(tag)!.filter((entry) => isFor(entry, segment, around));
		return fitting.find((entry) => !isUsed(entry, around)) ?? fitting[0];
	};
	for (const [index, segment] of segments.entries()) {
		const [tag] = segment as [string, ...unknown[]];
		if (SERVICE_TAGS.has(tag)) continue;
		const entry = entryFor(tag, segment);
		const { fields: around } = scopes.at(-1)!;
		if (!entry || entry.type === 'unmapped') {
			if (entry && entry.following.length > 0)
				scopes.push({ entries: entriesOf(entry.following), fields: undefined });
			unmapped.push({ tag, index });
			continue;
		}
		if (!around || isUsed(entry, around) || isUnclearFor(entry, segment)) {
			if (entry.type === 'loop') scopes.push({ entries: entriesOf(entry.rules), fields: undefined });
			unmapped.push({ tag, index });
			continue;
		}
		if (isForOne(entry)) used.set(around, (used.get(around) ?? new Set()).add(entry));
		const texts = new SegmentTexts(segment, syntax);
		if (entry.type === 'texts') applyTexts(entry, texts, around);
		else if (entry.type === 'segment') applySegment(entry, texts, around);
		else {
			const begun = entry.target.begin(around);
			beginnings.set(begun, { tag, index });
			applySegment(entry.first, texts, begun);
			const object = entry.target.place(around, begun);
			scopes.push({ entries: entriesOf(entry.rules), fields: object });
			if (!object) {
				unmapped.push({ tag, index });
				continue;
			}
		}
		const elements = texts.unclaimed();
		if (elements.length > 0) unmapped.push({ tag, index, elements });
	}
	const byIndex = new Map(unmapped.map((each) => [each.index, each]));
	const leave: Leave = (object, element) => {
		const { tag, index } = beginnings.get(object)!;
		const known = byIndex.get(index);
		if (!known) {
			const left: Unmapped = { tag, index, elements: [element] };
			byIndex.set(index, left);
			unmapped.push(left);
		} else if (known.elements)
			known.elements = [...known.elements, element].sort((one, other) => one - other);
	};
	return { fields, unmapped, leave };
}

const SERVICE_TAGS: ReadonlySet<string> = new Set(['ST', 'SE', 'UNH', 'UNT']);
