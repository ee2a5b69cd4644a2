import type { Segment } from '../interchange/tree';
import { without } from '../../shared/without';
import { decimalOf } from './engine/forms';
import { eachLeaf, type Fields } from './engine/paths';
import type { Ledger, Problem } from './engine/segmentFields';
import type { Syntax } from './engine/syntax';
import type { MessageTable } from './engine/table';
import { writeSegments } from './engine/writeSegments';

/** The segments of a document between the header and the trailer of its message. */
export interface WrittenDocument {
	segments: Segment[];
	/** The field that a value of a segment comes from, by “index of the segment”.“place”. */
	pathOf: (segment: number, element: number, component?: number) => string | undefined;
	/** Fields that this message has no place for. */
	notWritten: string[];
	/** Codes that others were written for, because their names say the same. */
	replaced: string[];
	/** The parts that were written of fields that are listed as not written, by their paths. */
	parts: Map<string, string>;
	/** The document as it is read again: with its lists in the order of the message. */
	asRead: (document: Fields) => Fields;
	problems: Problem[];
}

/** The role of a party, which is its name in `parties`. */
const NAMED_ROLE = /((?:^|\.)parties\..+)\.role$/;

/** Writes a document as a message. What can't be written is in `problems`, with its path and the reason. */
export function writtenDocument(
	table: MessageTable,
	document: Fields,
	syntax: Syntax,
	isFromOther = false,
): WrittenDocument {
	const { kind, ...rest } = document;
	const fields = without(rest, 'unmapped');
	const prepared = table.beforeWriting?.(fields, String(kind)) ?? { document: fields };
	const { pathOf: givenPath = (path: string) => path } = prepared;
	const pathOf = (path: string): string => givenPath(path).replace(NAMED_ROLE, '$1');
	const ledger: Ledger = {
		syntax,
		isFromOther,
		written: new Set(prepared.said),
		replaced: new Set(prepared.replaced),
		taken: new Set(),
		parts: new Map(),
		problems: [],
	};
	const written = writeSegments(table.rules, prepared.document, ledger);
	const problems = [
		...(prepared.problems ?? []),
		...ledger.problems.map((problem) => ({ ...problem, path: pathOf(problem.path) })),
	];
	const known = new Set([...[...ledger.written].map(pathOf), ...problems.map(({ path }) => path)]);
	const notWritten: string[] = [];
	eachLeaf(fields, (path) => {
		if (!known.has(path)) notWritten.push(path);
	});
	return {
		segments: written.map(({ segment }) => segment),
		pathOf: (segment, element, component = 1) => {
			const paths = written[segment]?.paths;
			const path =
				paths?.get(`${element}.${component}`) ?? (component === 1 ? paths?.get(`${element}`) : undefined);
			return path === undefined ? undefined : pathOf(path);
		},
		notWritten,
		replaced: [...ledger.replaced].map(pathOf),
		parts: new Map([...ledger.parts].map(([path, part]) => [pathOf(path), part])),
		asRead: prepared.asRead ?? ((each) => each),
		problems,
	};
}

/** The fields of a document that another doesn't have alike. */
export function differences(document: Fields, other: Fields): string[] {
	const found = new Map<string, string>();
	eachLeaf(other, (path, value) => void found.set(path, String(value)));
	const different: string[] = [];
	eachLeaf(document, (path, value) => {
		if (!isSame(String(value), found.get(path))) different.push(path);
	});
	return different;
}

/** Whether two texts say the same but for blanks around them and for zeros of a number, such as 12.5 and 12.50. */
const isSame = (said: string, other: string | undefined): boolean =>
	other !== undefined && (said.trim() === other || withoutZeros(said) === withoutZeros(other));

const withoutZeros = (said: string): string => {
	const number = decimalOf(said.trim()) ?? said;
	return number.includes('.') ? number.replace(/\.?0+$/, '') : number;
};
