import type { StandardName } from '../../interchange/tree';
import type { Mapping } from './mapping';
import type { Fields } from './paths';
import type { Problem } from './segmentFields';
import type { Limit } from './forms';
import type { Syntax } from './syntax';
import type { SyntaxNote } from './syntaxNotes';

/** Texts that a segment must have at a place: one of several, of which the first is written. */
export type Match = Record<string, string | string[]>;

/** One segment whose elements are fields of the object that it stands in. */
export interface SegmentRule {
	type: 'segment';
	tag: string;
	match: Match;
	mappings: Mapping[];
	/** Texts that are written where no field is. */
	usual: Record<string, string>;
	/** What X12 says about its elements that go together, such as P0304. */
	notes: SyntaxNote[];
	/** Written even if no field says anything. */
	isMandatory: boolean;
	/** Written as often as there is more to say. */
	isRepeated: boolean;
	/** A field: while it is set already, the rule is not for a segment that is read. */
	ifFree?: string;
	/** A place: without a text there, the rule is not for a segment that is read. */
	needs?: string;
	/** Whether it is written for an object; always by default. */
	when?: (object: Fields) => boolean;
}

/** Segments that each hold entries of a list of texts. */
export interface TextsRule {
	type: 'texts';
	tag: string;
	match: Match;
	usual: Record<string, string>;
	/** The places of the texts. One is written to a segment, at the first of them, and goes on at the others. */
	at: string[];
	path: string;
	/** Of each place. */
	maxLength: Limit;
	/** Whether it is written in a version; always by default. */
	when?: (syntax: Syntax) => boolean;
}

/** Segments that begin with one of their own and describe an object of their own. */
export interface LoopRule {
	type: 'loop';
	first: SegmentRule;
	target: Target;
	rules: Rule[];
}

/** Segments that a document has no place for, and that don't belong to what surrounds them. */
export interface UnmappedRule {
	type: 'unmapped';
	tag: string;
	match: Match;
	/** A place without whose text it isn't for a segment. */
	needs?: string;
	/** The segments that follow and belong to it. */
	following: UnmappedRule[];
}

export type Rule = SegmentRule | TextsRule | LoopRule | UnmappedRule;

/** The place of a loop's objects in the object around them. */
export interface Target {
	/** Where in the object around them: “lines[]”, “parties.*”, or '' for that object itself. */
	paths: string[];
	/** Whether its object has other fields than those of the loop, which then is written only if it has something to say. */
	isShared?: boolean;
	/** The object that the first segment is read into. */
	begin(around: Fields): Fields;
	/** Puts it into its place: the object that the next segments are read into, or undefined if there is no place for it. */
	place(around: Fields, object: Fields): Fields | undefined;
	/** Entries of a list of others that stand there though the place for the first is free. */
	misplaced?(around: Fields): { path: string; place: string }[];
	/** The objects that are there, with their paths. */
	objectsIn(around: Fields): { path: string; object: unknown }[];
}

/** Lists an element of the segment that an object began with as unmapped. */
export type Leave = (object: Fields, element: number) => void;

/** A message, and how its segments and a business document say the same. */
export interface MessageTable {
	standard: StandardName;
	/** ST01, or UNH S009.0065. */
	type: string;
	/** GS01. */
	group?: string;
	/** The kinds of document that it can be. */
	kinds: string[];
	/** Which of them it is, if there are several. */
	kindOf?: (document: Fields) => string;
	/** The rules, in the order in which segments are written. */
	rules: Rule[];
	/** The fields of the document for a path in what the rules read, where that isn't the path itself. */
	fieldsFor?: (path: string) => string[];
	/** Changes what was read segment by segment into the document. */
	afterReading?: (document: Fields, leave: Leave) => void;
	/** The inverse. */
	beforeWriting?: (document: Fields, kind: string) => Prepared;
}

/** A document as the rules write it. */
export interface Prepared {
	document: Fields;
	/** The path that a path in it had. */
	pathOf?: (path: string) => string;
	/** The document, or a part of it, as it is read again, if that is another way of saying the same. */
	asRead?: (document: Fields) => Fields;
	/** Fields that need no place, because others say the same. */
	said?: string[];
	/** Codes that aren't written, because their names say the same. */
	replaced?: string[];
	problems?: Problem[];
}
