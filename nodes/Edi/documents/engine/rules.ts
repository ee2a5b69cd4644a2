import { isRecord } from '../../../shared/isRecord';
import type { Mapping } from './mapping';
import { fieldsAt, isBlank, listAt, saysSomething, setAt, setKey, valueAt, type Fields } from './paths';
import type { Limit } from './forms';
import type { SyntaxNote } from './syntaxNotes';
import type { LoopRule, Match, Rule, SegmentRule, Target, TextsRule, UnmappedRule } from './table';

interface SegmentOptions {
	match?: Match;
	usual?: Record<string, string>;
	notes?: SyntaxNote[];
	isMandatory?: boolean;
	isRepeated?: boolean;
	ifFree?: string;
	needs?: string;
	when?: (object: Fields) => boolean;
}

/** A segment whose elements are fields. */
export const segment = (
	tag: string,
	mappings: Mapping[],
	{
		match = {},
		usual = {},
		notes = [],
		isMandatory = false,
		isRepeated = false,
		ifFree,
		needs,
		when,
	}: SegmentOptions = {},
): SegmentRule => ({
	type: 'segment',
	tag,
	match,
	mappings,
	usual,
	notes,
	isMandatory,
	isRepeated,
	...(ifFree !== undefined && { ifFree }),
	...(needs !== undefined && { needs }),
	...(when && { when }),
});

/** Segments that each hold texts of a list. */
export const texts = (
	tag: string,
	path: string,
	at: string[],
	maxLength: Limit,
	{ match = {}, usual = {}, when }: Pick<SegmentOptions, 'match' | 'usual'> & Pick<TextsRule, 'when'> = {},
): TextsRule => ({ type: 'texts', tag, match, usual, at, path, maxLength, ...(when && { when }) });

/** Segments that begin with `first` and describe an object of their own. */
export const loop = (first: SegmentRule, target: Target, rules: Rule[] = []): LoopRule => ({
	type: 'loop',
	first,
	target,
	rules,
});

/** A segment that documents have no place for, and the tags of those that follow and belong to it. */
export const unmapped = (
	tag: string,
	following: string[] = [],
	match: Match = {},
	needs?: string,
): UnmappedRule => ({
	type: 'unmapped',
	tag,
	match,
	...(needs !== undefined && { needs }),
	following: following.map((each) => unmapped(each)),
});

/** The object around the loop. */
export const here: Target = {
	paths: [''],
	isShared: true,
	begin: (around) => around,
	place: (around) => around,
	objectsIn: (around) => [{ path: '', object: around }],
};

const entriesOf = (around: Fields, path: string) =>
	Array.isArray(valueAt(around, path))
		? (valueAt(around, path) as unknown[]).map((object, index) => ({ path: `${path}[${index}]`, object }))
		: [];

/** The object in a field, if there is one. */
function namedIn(around: Fields, path: string): { path: string; object: unknown }[] {
	const object = valueAt(around, path) ?? undefined;
	return object === undefined ? [] : [{ path, object }];
}

function append(around: Fields, path: string, object: Fields): Fields {
	listAt(around, path).push(object);
	return object;
}

/** An object in a field that several loops have in common. */
export const inside = (path: string): Target => ({
	paths: [path],
	isShared: true,
	begin: (around) => fieldsAt(around, path),
	place: (_around, object) => object,
	objectsIn: (around) => namedIn(around, path),
});

interface ListOptions {
	/** Those that it refuses are written by another loop. */
	isFor?: (object: Fields) => boolean;
	/** A field that the first entry of a sort is read as, if it is free. */
	first?: { place: string; isFor: (object: Fields) => boolean };
}

/** Entries of a list. */
export const list = (path: string, { isFor = () => true, first }: ListOptions = {}): Target => ({
	paths: [`${path}[]`],
	begin: () => ({}),
	place: (around, object) => append(around, path, object),
	...(first && {
		misplaced: (around) =>
			isBlank(valueAt(around, first.place))
				? entriesOf(around, path)
						.filter(({ object }) => isRecord(object) && first.isFor(object))
						.slice(0, 1)
						.map((each) => ({ path: each.path, place: first.place }))
				: [],
	}),
	objectsIn: (around) => entriesOf(around, path).filter(({ object }) => !isRecord(object) || isFor(object)),
});

/** One object in a field, and more of its kind in a list. */
export const firstOf = (path: string, others: string): Target => ({
	paths: [path, `${others}[]`],
	begin: () => ({}),
	place: (around, object) => (setAt(around, path, object) ? object : append(around, others, object)),
	misplaced: (around) =>
		namedIn(around, path).length === 0
			? entriesOf(around, others)
					.slice(0, 1)
					.map((each) => ({ path: each.path, place: path }))
			: [],
	objectsIn: (around) => [...namedIn(around, path), ...entriesOf(around, others)],
});

/**
 * Objects by their field `role`: under its name, without that field, if the name is known and free; else in a list of
 * others.
 */
export const byRole = (path: string, others: string): Target => ({
	paths: [`${path}.*`, `${others}[]`],
	begin: () => ({}),
	place: (around, { role, ...object }) =>
		typeof role === 'string' && setKey(fieldsAt(around, path), role, object)
			? object
			: append(around, others, { role, ...object }),
	misplaced: (around) => {
		const named = valueAt(around, path);
		return entriesOf(around, others).flatMap(({ path: other, object }) => {
			const { role } = isRecord(object) ? object : {};
			const isFree = typeof role === 'string' && !(isRecord(named) && isRecord(named[role]));
			return isFree ? [{ path: other, place: `${path}.${role}` }] : [];
		});
	},
	objectsIn: (around) => {
		const named = valueAt(around, path);
		return [
			...Object.entries(isRecord(named) ? named : {})
				.filter(([, object]) => saysSomething(object) || (object !== null && !isRecord(object)))
				.map(([role, object]) => ({
					path: `${path}.${role}`,
					object: isRecord(object) ? { ...object, role } : object,
				})),
			...entriesOf(around, others),
		];
	},
});
