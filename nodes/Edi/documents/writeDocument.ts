import type { Segment } from '../interchange/tree';
import { isRecord } from '../../shared/isRecord';
import { without } from '../../shared/without';
import { decimalOf } from './engine/forms';
import { eachLeaf, isBlank, joined, type Fields } from './engine/paths';
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
	const pathOf = (path: string): string => {
		const given = givenPath(path);
		return given.endsWith('.role') ? given.replace(NAMED_ROLE, '$1') : given;
	};
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
	return differencesOf(document, other);
}

/** The same for any values: the paths in them. */
function differencesOf(value: unknown, other: unknown): string[] {
	if (Array.isArray(value)) {
		const others: unknown[] = Array.isArray(other) ? other : [];
		return value.flatMap((each, index) =>
			differencesOf(each, others[index]).map((path) => joined(`[${index}]`, path)),
		);
	}
	if (isRecord(value)) {
		const others = isRecord(other) ? other : {};
		return Object.entries(value).flatMap(([key, each]) =>
			differencesOf(each, Object.hasOwn(others, key) ? others[key] : undefined).map((path) =>
				joined(key, path),
			),
		);
	}
	if (
		isBlank(value) ||
		(!isBlank(other) && typeof other !== 'object' && isSame(String(value), String(other)))
	)
		return [];
	return [''];
}

/** Whether two texts say the same but for blanks around them and for zeros of a number, such as 12.5 and 12.50. */
const isSame = (said: string, other: string): boolean =>
	said.trim() === other || withoutZeros(said) === withoutZeros(other);

const withoutZeros = (said: string): string => {
	const number = decimalOf(said.trim()) ?? said;
	return number.includes('.') ? number.replace(/\.?0+$/, '') : number;
};
