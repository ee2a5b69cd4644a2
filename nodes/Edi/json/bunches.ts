import { isRecord } from '../../shared/isRecord';
import { partnersOf } from '../interchange/describe';
import { NotWritable } from '../interchange/notWritable';
import type { Json, Source } from './messagesIn';
import type { SyntaxJson } from './messageJson';

/** The messages that become one interchange. */
export interface Bunch<S extends Source = Source> {
	sources: S[];
	/** Why they can't. */
	problem?: NotWritable;
}

export const syntaxOf = ({ json }: Source): Partial<SyntaxJson> =>
	(isRecord(json.syntax) ? json.syntax : {}) as Partial<SyntaxJson>;

/** What belongs to a header in the JSON of an envelope, such as TA1: it stands with the first message only. */
export const notesOf = (envelope: unknown): unknown[] =>
	isRecord(envelope) && Array.isArray(envelope.header) ? envelope.header.slice(1) : [];

/** An envelope in the JSON of a message, without what stands only in that of the first. */
export function envelopeKey(envelope: unknown): string {
	if (!isRecord(envelope)) return 'null';
	const { header } = envelope;
	return JSON.stringify({
		...envelope,
		header: Array.isArray(header) ? (header as unknown[]).slice(0, 1) : header,
		other: undefined,
	});
}

/** Separators and character set, as far as a message has its own. */
const styleKey = ({ delimiters, una, ending, characterSet }: Partial<SyntaxJson>): string | undefined =>
	delimiters && JSON.stringify([delimiters, una, ending, characterSet]);

interface OpenBunch<S extends Source = Source> extends Bunch<S> {
	origin?: string;
	style?: string;
}

/** Sender, receiver and control number, or '' if there is none. */
function numberOf({ standard, interchange }: Json): { number: string; partners: string } {
	const header =
		isRecord(interchange) && Array.isArray(interchange.header) ? interchange.header[0] : undefined;
	if (!Array.isArray(header)) return { number: '', partners: '' };
	const value = header[standard === 'EDIFACT' ? 5 : 13];
	const segments = [header.map((each) => (Array.isArray(each) ? each.map(String) : String(each)))];
	const { sender, receiver } = partnersOf(
		{ standard: standard === 'EDIFACT' ? 'EDIFACT' : 'X12', header: segments } as Parameters<
			typeof partnersOf
		>[0],
		undefined,
	);
	return { number: String(value ?? '').trim(), partners: JSON.stringify([sender, receiver]) };
}

/** Marks bunches that would be two interchanges with one number, though they were one, or are between the same partners. */
function markDoubled(bunches: OpenBunch[]): void {
	const known = new Map<string, OpenBunch>();
	for (const bunch of bunches) {
		const source = bunch.sources[0]!;
		const { number, partners } = numberOf(source.json);
		if (number === '') continue;
		for (const [key, isSame] of [
			[`${bunch.origin} ${number}`, bunch.origin !== undefined],
			[`${partners} ${number}`, true],
		] as const) {
			const other = known.get(key);
			if (!other) known.set(key, bunch);
			const isDoubled =
				other !== undefined && isSame && (other.origin === bunch.origin || !other.origin || !bunch.origin);
			if (!isDoubled) continue;
			const problem = new NotWritable(
				`${source.path}interchange`,
				`differs from ${other.sources[0]!.path}interchange, or its “syntax” does, and both have the control number ${number}. Change both alike, or give one of them another number`,
			);
			bunch.problem ??= problem;
			other.problem ??= problem;
			break;
		}
	}
}

/**
 * Messages by the interchange that they were read from, in whatever order they come. One without `syntax`, such as a
 * copy, joins the messages that have the same interchange.
 */
export function bunchesOf<S extends Source>(sources: S[]): Bunch<S>[] {
	const bunches: OpenBunch<S>[] = [];
	const byKey = new Map<string, OpenBunch<S>[]>();
	const keys = new WeakMap<object, string>();
	for (const source of sources) {
		const { interchange, standard } = source.json;
		const syntax = syntaxOf(source);
		let key = isRecord(interchange) ? keys.get(interchange) : undefined;
		key ??= JSON.stringify(standard ?? null) + envelopeKey(interchange);
		if (isRecord(interchange)) keys.set(interchange, key);
		const candidates = byKey.get(key) ?? [];
		byKey.set(key, candidates);
		const style = styleKey(syntax);
		const fits = (one: string | undefined, other: string | undefined): boolean =>
			one === other || (isRecord(interchange) && (one === undefined || other === undefined));
		const isKnown = isRecord(interchange) || syntax.origin !== undefined;
		const found = isKnown
			? candidates.find((each) => fits(each.origin, syntax.origin) && fits(each.style, style))
			: undefined;
		const bunch = found ?? { sources: [] };
		bunch.origin ??= syntax.origin;
		bunch.style ??= style;
		bunch.sources.push(source);
		if (found) continue;
		candidates.push(bunch);
		bunches.push(bunch);
	}
	markDoubled(bunches);
	return bunches;
}

/** The messages in the order in which they were read. One that doesn't say follows the one before it. Throws NotWritable if two have the same place. */
export function inOrder(sources: Source[]): Source[] {
	const places = new Map<string, Source>();
	let last: [number, number] = [0, 0];
	const placed = sources.map((source) => {
		const { part, message } = syntaxOf(source);
		if (part === undefined) return { source, place: last };
		const key = `${part} ${message}`;
		const same = places.get(key);
		if (same)
			throw new NotWritable(
				`${source.path}syntax`,
				`says that this is message ${message} of group ${part}, and so does ${same.path}syntax. Write it once; if it is meant to be another message, remove its “syntax”`,
			);
		places.set(key, source);
		last = [part, message ?? 0];
		return { source, place: last };
	});
	return placed
		.sort((one, other) => one.place[0] - other.place[0] || one.place[1] - other.place[1])
		.map(({ source }) => source);
}
