import type { Composite, Segment } from '../../interchange/tree';
import { isRecord } from '../../../shared/isRecord';
import { limitIn, text } from './forms';
import type { Mapping } from './mapping';
import { attempt } from './mappings';
import { joined, saysSomething, someLeaf, valueAt, type Fields } from './paths';
import { SegmentFields, type Ledger } from './segmentFields';
import { placeNamed } from './segmentTexts';
import { brokenNotes } from './syntaxNotes';
import type { LoopRule, Match, Rule, SegmentRule, TextsRule } from './table';

/** A segment that is written, and the field that each of its places comes from. */
export interface WrittenSegment {
	segment: Segment;
	paths: Map<string, string>;
}

function put(segment: Segment, name: string, text: string): void {
	const { element, component } = placeNamed(name);
	while (segment.length <= element) segment.push('');
	const value = segment[element] as Composite;
	if (component === 1 && typeof value === 'string') {
		segment[element] = text;
		return;
	}
	const components = typeof value === 'string' ? [value] : [...value];
	while (components.length < component) components.push('');
	components[component - 1] = text;
	segment[element] = components;
}

function begin(tag: string, match: Match): Segment {
	const segment: Segment = [tag];
	for (const [place, wanted] of Object.entries(match))
		put(segment, place, typeof wanted === 'string' ? wanted : wanted[0]!);
	return segment;
}

/** Writes the segments that a table's rules make of an object, in their order. What doesn't fit is in the ledger. */
export function writeSegments(rules: readonly Rule[], fields: Fields, ledger: Ledger): WrittenSegment[] {
	const output: WrittenSegment[] = [];
	writeRules(rules, fields, '', ledger, output);
	return output;
}

function writeRules(
	rules: readonly Rule[],
	fields: Fields,
	path: string,
	ledger: Ledger,
	output: WrittenSegment[],
): void {
	for (const rule of rules) {
		if (rule.type === 'segment') writeSegment(rule, fields, path, ledger, output);
		else if (rule.type === 'texts') writeTexts(rule, fields, path, ledger, output);
		else if (rule.type === 'loop') writeLoop(rule, fields, path, ledger, output);
	}
}

/** Writes a segment, as often as it has something new to say if it may be repeated. Whether it wrote any. */
function writeSegment(
	rule: SegmentRule,
	fields: Fields,
	path: string,
	ledger: Ledger,
	output: WrittenSegment[],
	isMandatory = rule.isMandatory,
): boolean {
	if (rule.when && !rule.when(fields)) return false;
	if (!writeOnce(rule, fields, path, ledger, output, isMandatory)) return false;
	if (!rule.isRepeated) return true;
	let before: number;
	do before = ledger.written.size;
	while (writeOnce(rule, fields, path, ledger, output, false) && ledger.written.size > before);
	return true;
}

const heads = new WeakMap<readonly Mapping[], string[]>();

/** The names of the fields of an object that mappings write, or that these are in. */
function headsOf(mappings: readonly Mapping[]): string[] {
	let names = heads.get(mappings);
	if (!names) {
		const paths = mappings.flatMap((mapping) => mapping.paths);
		heads.set(mappings, (names = [...new Set(paths.map((path) => path.split(/[.[]/)[0]!))]));
	}
	return names;
}

/** Writes a segment if it has something to say, or must be there. Whether it wrote it. */
function writeOnce(
	rule: SegmentRule,
	fields: Fields,
	path: string,
	ledger: Ledger,
	output: WrittenSegment[],
	isMandatory: boolean,
): boolean {
	if (!isMandatory && !headsOf(rule.mappings).some((name) => Object.hasOwn(fields, name))) return false;
	const segment = begin(rule.tag, rule.match);
	const paths = new Map<string, string>();
	const own: Ledger = { ...ledger, written: new Set(), problems: [] };
	const source = new SegmentFields(fields, path, own, ledger.written);
	for (const mapping of rule.mappings)
		mapping.write(source, (place, said, from) => {
			put(segment, place, said);
			paths.set(place, source.pathOf(from));
		});
	if (source.isLeftOut) return false;
	const isWritten = source.isSaying || isMandatory;
	ledger.problems.push(...own.problems.filter(({ isMissing }) => isWritten || !isMissing));
	if (!isWritten) return false;
	for (const each of own.written) ledger.written.add(each);
	for (const [place, usual] of Object.entries(rule.usual)) if (!paths.has(place)) put(segment, place, usual);
	// X12 has no segment without elements: what follows it would belong to the one before.
	if (
		own.problems.length === 0 &&
		ledger.syntax.standard === 'X12' &&
		segment.slice(1).every((each) => each === '')
	) {
		ledger.problems.push({
			path: path || String(rule.tag),
			reason: `has nothing for ${rule.tag}, such as ${rule.mappings[0]?.paths[0] ?? 'a value'}`,
		});
		return false;
	}
	if (own.problems.length === 0)
		for (const { path: name, reason } of brokenNotes(rule.notes, segment, rule.mappings))
			ledger.problems.push({ path: source.pathOf(name), reason });
	output.push({ segment, paths });
	return true;
}

function writeTexts(
	rule: TextsRule,
	fields: Fields,
	path: string,
	ledger: Ledger,
	output: WrittenSegment[],
): void {
	const found = valueAt(fields, rule.path);
	if (!Array.isArray(found) || rule.when?.(ledger.syntax) === false) return;
	const source = new SegmentFields(fields, path, ledger, ledger.written);
	for (const [index, each] of found.entries()) {
		const name = `${rule.path}[${index}]`;
		attempt(source, name, () => {
			const limit = limitIn(rule.maxLength, ledger.syntax);
			const said = text(limit * rule.at.length).write(each, ledger.syntax);
			const segment = begin(rule.tag, rule.match);
			for (const [place, usual] of Object.entries(rule.usual)) put(segment, place, usual);
			const places = rule.at.slice(0, Math.ceil(said.length / limit));
			for (const [part, place] of places.entries())
				put(segment, place, said.slice(part * limit, (part + 1) * limit));
			source.wrote(name);
			output.push({ segment, paths: new Map(places.map((place) => [place, source.pathOf(name)])) });
		});
	}
}

/** Whether another segment has said all of an object, such as BAK03 a reference to the order. */
function isWritten(object: Fields, path: string, { written }: Ledger): boolean {
	return saysSomething(object) && !someLeaf(object, (leaf) => !written.has(leaf), path);
}

function writeLoop(
	rule: LoopRule,
	fields: Fields,
	path: string,
	ledger: Ledger,
	output: WrittenSegment[],
): void {
	for (const { path: name, place } of rule.target.misplaced?.(fields) ?? [])
		ledger.problems.push({
			path: joined(path, name),
			reason: `stands beside “${joined(path, place)}”, which there is none of. Move it there`,
		});
	for (const { path: name, object } of rule.target.objectsIn(fields)) {
		const own = joined(path, name);
		if (!isRecord(object)) ledger.problems.push({ path: own, reason: 'is no object' });
		else if (rule.target.isShared || !(ledger.taken.has(own) || isWritten(object, own, ledger)))
			writeObject(rule, object, own, ledger, output);
	}
}

/** Writes a loop for an object. A first segment that has no fields is there if anything follows it. */
function writeObject(
	{ first, rules, target }: LoopRule,
	object: Fields,
	path: string,
	ledger: Ledger,
	output: WrittenSegment[],
): void {
	if (first.mappings.length === 0) {
		const inside: WrittenSegment[] = [];
		writeRules(rules, object, path, ledger, inside);
		if (inside.length === 0) return;
		writeSegment(first, object, path, ledger, output, true);
		output.push(...inside);
		return;
	}
	if (writeSegment(first, object, path, ledger, output, !target.isShared || first.isMandatory))
		writeRules(rules, object, path, ledger, output);
}
