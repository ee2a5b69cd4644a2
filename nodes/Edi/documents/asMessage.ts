import { NotWritable } from '../interchange/notWritable';
import type { Segment } from '../interchange/tree';
import { without } from '../../shared/without';
import {
	groupEnvelope,
	inMessage,
	interchangeEnvelope,
	type EnvelopeSettings,
} from '../interchange/newEnvelope';
import { saysSomething, type Fields } from './engine/paths';
import { unknownFields } from './knownFields';
import { lineProblems } from './lineProblems';
import { KINDS, tableFor } from './messages';
import { documentOf } from './readDocument';
import { withChanges, type SegmentChange } from './segmentChanges';
import { differences, writtenDocument } from './writeDocument';

/** A document as a message in JSON, as Read puts it out and Write takes it. */
export interface DocumentMessage {
	json: Fields;
	/** The field of the document that a path in the JSON comes from, such as “segments[3][2]”. */
	pathOf: (path: string) => string | undefined;
	/** The fields that the message has no place for. */
	notWritten: string[];
}

const MOST_PROBLEMS = 5;

function refuse(prefix: string, problems: { path: string; reason: string }[]): never {
	const paths = new Set<string>();
	const [first, ...more] = problems.filter(({ path }) => !paths.has(path) && paths.add(path));
	const { path, reason } = first!;
	const others = more.slice(0, MOST_PROBLEMS - 1).map((each) => `; ${prefix}${each.path} ${each.reason}`);
	const rest = more.length >= MOST_PROBLEMS ? `; and ${more.length - MOST_PROBLEMS + 1} more` : '';
	throw new NotWritable(prefix + path, reason + others.join('') + rest);
}

/**
 * Makes a message of a document. `number` is that of the message in its group. Throws NotWritable with the path of the
 * field and the reason.
 */
export function asMessage(
	document: Fields,
	settings: EnvelopeSettings,
	number: number,
	{ isFromOther = false, changes = [] as SegmentChange[], prefix = '' } = {},
): DocumentMessage {
	const { standard, version } = settings;
	const { kind } = document;
	if (kind === undefined || kind === null || kind === '')
		throw new NotWritable(`${prefix}kind`, `is missing. It is one of ${KINDS.join(', ')}`);
	const table = typeof kind === 'string' ? tableFor(standard, kind) : undefined;
	if (!table)
		throw new NotWritable(
			`${prefix}kind`,
			`is ${typeof kind === 'string' ? `“${kind}”` : JSON.stringify(kind)}, which is none of ${KINDS.join(', ')}`,
		);
	const unknown = unknownFields(document);
	if (unknown.length > 0) refuse(prefix, unknown);
	const syntax = { standard, version, decimalMark: '.' } as const;
	const written = writtenDocument(table, document, syntax, isFromOther);
	const problems = [...written.problems, ...lineProblems(document)];
	if (problems.length > 0) refuse(prefix, problems);
	const read = (segments: Segment[]) =>
		documentOf(table.type, inMessage(settings, table.type, '', segments), syntax)!;
	const again = read(written.segments);
	const wrong = differences(
		written.asRead(said(document, [...written.notWritten, ...written.replaced], written.parts)),
		again,
	);
	if (wrong.length > 0)
		refuse(
			prefix,
			wrong.map((path) => ({ path, reason: 'is read back differently' })),
		);
	const [changed, indexOf] = withChanges(written.segments, changes);
	if (changes.length > 0) checkCount(read(changed), changes);
	// X12 has no segment without elements.
	const empty =
		standard === 'X12' ? changed.findIndex((segment) => segment.slice(1).every((each) => each === '')) : -1;
	if (empty >= 0) throw new NotWritable(String(indexOf[empty]), 'has no elements');
	const controlNumber = standard === 'X12' ? String(number).padStart(4, '0') : String(number);
	const segments: Segment[] = inMessage(settings, table.type, controlNumber, changed);
	return {
		json: {
			standard,
			type: table.type,
			interchange: interchangeEnvelope(settings),
			group: groupEnvelope(settings, table.group ?? '') ?? null,
			segments,
		},
		pathOf: (path) => {
			const [, segment, element, component] =
				/^segments\[(\d+)\](?:\[(\d+)\])?(?:\[(\d+)\])?/.exec(path) ?? [];
			if (segment === undefined || element === undefined) return undefined;
			const index = indexOf[Number(segment) - 1];
			if (typeof index === 'string') return `${index}${path.slice(path.indexOf(']') + 1)}`;
			const place = component === undefined ? 1 : Number(component) + 1;
			const field = index === undefined ? undefined : written.pathOf(index, Number(element), place);
			return field === undefined ? undefined : prefix + field;
		},
		notWritten: written.notWritten.map((path) => prefix + path),
	};
}

/** Refuses changes after which the message counts other lines than it has, unless they change the count, too. */
function checkCount({ lines = [], totals = {} }: Fields, changes: SegmentChange[]): void {
	const [there, counted] = [(lines as unknown[]).length, (totals as Fields).lines];
	if (counted === undefined || counted === there || changes.some(({ at }) => /^(CTT|CNT)\b/.test(at))) return;
	throw new NotWritable(
		'“Segments”',
		`leave ${there} lines, and the message counts ${String(counted)}. Change the document, or the count`,
	);
}

/** Lists whose entries are named by their places. */
const PLACES: ReadonlySet<string> = new Set(['lines', 'packages', 'orders']);

/** A path, and those of all that it is in. */
const pathsAround = (path: string): string[] => [
	'',
	path,
	...[...path.matchAll(/[.[]/g)].map(({ index }) => path.slice(0, index)),
];

/** A document without some of its fields, and without the entries of its lists that say nothing else. */
function said(document: Fields, others: string[], parts: Map<string, string>): Fields {
	const rest = without(document, 'unmapped');
	if (others.length === 0) return rest;
	const left = new Set(others);
	/** Where there is something to leave out, and the paths around it. */
	const changed = new Set(others.flatMap(pathsAround));
	const copy = (value: unknown, path: string): unknown => {
		if (left.has(path)) return parts.get(path);
		if (!changed.has(path)) return value;
		if (Array.isArray(value)) {
			const entries = value.map((each, index) => [each, copy(each, `${path}[${index}]`)] as const);
			const isLeft = ([each, copied]: readonly [unknown, unknown]): boolean =>
				PLACES.has(path) || saysSomething(copied) || !saysSomething(each);
			return entries.filter(isLeft).map(([, copied]) => copied);
		}
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([key, each]) => [key, copy(each, path === '' ? key : `${path}.${key}`)]),
		);
	};
	return copy(rest, '') as Fields;
}
