import { SYNTAX_IDENTIFIERS, type CharacterSet } from '../../shared/characterSets';
import { isRecord } from '../../shared/isRecord';
import { DEFAULTS } from '../edifact/serviceCharacters';
import { codingOf } from '../interchange/coding';
import { NotWritable } from '../interchange/notWritable';
import type {
	Composite,
	Delimiters,
	EdiFile,
	Element,
	Envelope,
	Group,
	Interchange,
	Layout,
	Message,
	Segment,
	StandardName,
} from '../interchange/tree';
import { trimmed, valueOf } from '../interchange/values';
import type { SyntaxJson } from './messageJson';

type Json = Record<string, unknown>;

/** What is written as one interchange, and what follows it in its file. */
export interface ToWrite {
	interchange: Interchange;
	after: string;
	utf16?: EdiFile['utf16'];
}

function textOf(value: unknown, path: string): string {
	if (typeof value === 'string') return value;
	if (value === null || value === undefined) return '';
	if (typeof value === 'number' && Number.isFinite(value) && !String(value).includes('e'))
		return String(value);
	throw new NotWritable(path, `is ${Array.isArray(value) ? 'a list' : `of type ${typeof value}`}, not text`);
}

function compositeOf(value: unknown, path: string): Composite {
	if (!Array.isArray(value)) return textOf(value, path);
	const components = value.map((each, index) => textOf(each, `${path}[${index}]`));
	return components.length > 1 ? components : (components[0] ?? '');
}

function elementOf(value: unknown, path: string): Element {
	if (!isRecord(value)) return compositeOf(value, path);
	const { repetitions } = value;
	if (!Array.isArray(repetitions) || repetitions.length === 0) {
		throw new NotWritable(path, 'is an object without “repetitions”, the list of its values');
	}
	const values = repetitions.map((each, index) => compositeOf(each, `${path}.repetitions[${index}]`));
	return values.length > 1 ? { repetitions: values } : values[0]!;
}

function segmentsOf(value: unknown, path: string): Segment[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) throw new NotWritable(path, 'is no list of segments');
	return value.map((segment, index) => {
		const at = `${path}[${index}]`;
		if (!Array.isArray(segment) || segment.length === 0)
			throw new NotWritable(at, 'is no segment: a list with the tag and the elements');
		if (typeof segment[0] !== 'string') throw new NotWritable(`${at}[0]`, 'is no segment tag');
		return segment.map((element, place) => elementOf(element, `${at}[${place}]`));
	});
}

const layoutOf = (value: unknown): Layout | undefined =>
	isRecord(value) && typeof value.digest === 'string' ? (value as unknown as Layout) : undefined;

function envelopeOf(json: unknown, layout: unknown, path: string): Envelope {
	const { header, other, trailer } = isRecord(json) ? json : {};
	const known = layoutOf(layout) as Envelope['layout'] | undefined;
	return {
		header: segmentsOf(header, `${path}.header`),
		other: segmentsOf(other, `${path}.other`),
		trailer: segmentsOf(trailer, `${path}.trailer`),
		layout: known ?? { digest: '', trailerDigest: '', parts: -1 },
		start: { number: 0, offset: 0 },
		issues: [],
	};
}

function standardOf(json: Json, path: string): StandardName {
	const { standard, segments } = json;
	if (standard === 'X12' || standard === 'EDIFACT') return standard;
	const tag = Array.isArray(segments) && Array.isArray(segments[0]) ? segments[0][0] : undefined;
	if (tag === 'ST') return 'X12';
	if (tag === 'UNH') return 'EDIFACT';
	throw new NotWritable(`${path}standard`, 'is neither “X12” nor “EDIFACT”');
}

/** Separators for an interchange that says nothing of them: the usual ones, and for X12 those in ISA. */
function usualDelimiters(standard: StandardName, header: Segment | undefined): Delimiters {
	if (standard === 'EDIFACT') {
		return trimmed(header, 1, 2) >= '4' ? { ...DEFAULTS, repetition: '*' } : DEFAULTS;
	}
	const [repetition, component] = [valueOf(header, 11), valueOf(header, 16)];
	const hasRepetition = trimmed(header, 12) >= '00402' && /^[^A-Za-z0-9\s]$/.test(repetition);
	return {
		element: '*',
		component: /^[^A-Za-z0-9\s]$/.test(component) ? component : ':',
		...(hasRepetition && { repetition }),
		segment: '~',
	};
}

const usualCharacterSet = (standard: StandardName, header: Segment | undefined): CharacterSet =>
	standard === 'X12'
		? 'UTF-8'
		: (SYNTAX_IDENTIFIERS.get(trimmed(header, 1, 1).toUpperCase()) ?? 'ISO 8859-1');

/** Separators in the bytes of the character set. */
function inBytes(delimiters: Delimiters, characterSet: CharacterSet): Delimiters {
	const coding = codingOf(characterSet);
	const entries = Object.entries(delimiters).map(([name, value]) => {
		const encoded = coding.encode(textOf(value, `syntax.delimiters.${name}`));
		if ('missing' in encoded)
			throw new NotWritable(`syntax.delimiters.${name}`, `is a character that ${characterSet} doesn't have`);
		return [name, encoded.bytes];
	});
	return Object.fromEntries(entries) as unknown as Delimiters;
}

/** Writing options that hold for every interchange. */
export interface WriteOptions {
	characterSet?: CharacterSet;
}

/** Collects the messages of one interchange. */
class Collector {
	private readonly groups: Group[] = [];
	private readonly interchange: Interchange;
	private groupKey: string | undefined;
	after = '';

	constructor(
		readonly key: string,
		json: Json,
		private readonly syntax: Partial<SyntaxJson>,
		options: WriteOptions,
		path: string,
	) {
		const standard = standardOf(json, path);
		const envelope = envelopeOf(
			json.interchange ?? syntax.withoutInterchange,
			syntax.interchangeLayout,
			`${path}interchange`,
		);
		const [header] = envelope.header;
		const characterSet = options.characterSet ?? syntax.characterSet ?? usualCharacterSet(standard, header);
		const delimiters = inBytes(syntax.delimiters ?? usualDelimiters(standard, header), characterSet);
		this.interchange = {
			...envelope,
			standard,
			delimiters,
			...(syntax.una !== undefined && { una: syntax.una }),
			usualEnding:
				syntax.ending === undefined
					? delimiters.segment
					: inBytes({ ...delimiters, segment: syntax.ending }, characterSet).segment,
			characterSet,
			groups: this.groups,
			index: 1,
			...(syntax.before !== undefined && { before: syntax.before }),
		};
	}

	/** Whether a message with these numbers comes after those that were added. */
	isNext(syntax: Partial<SyntaxJson>): boolean {
		const { part, message } = syntax;
		if (part === undefined) return true;
		const last = this.groups[this.groups.length - 1];
		if (!last) return true;
		if (part !== last.part) return part > last.part;
		return message !== undefined && message > (last.messages[last.messages.length - 1]?.index ?? Infinity);
	}

	add(json: Json, syntax: Partial<SyntaxJson>, path: string): void {
		this.after = syntax.after ?? '';
		const segments = segmentsOf(json.segments, `${path}segments`);
		if (segments.length === 0 && !isRecord(json.group) && syntax.part === undefined) {
			const { header, other, trailer } = this.interchange;
			if (header.length + other.length + trailer.length === 0)
				throw new NotWritable(`${path}segments`, 'is empty, and there is no interchange around it');
			return;
		}
		const group = this.groupFor(json, syntax, path);
		if (segments.length === 0) return;
		const message: Message = {
			segments,
			layout: layoutOf(syntax.messageLayout) ?? { digest: '' },
			index: syntax.message ?? group.messages.length + 1,
			start: { number: 0, offset: 0 },
			issues: [],
		};
		group.messages.push(message);
	}

	private groupFor(json: Json, syntax: Partial<SyntaxJson>, path: string): Group {
		const key = JSON.stringify([json.group ?? null, syntax.part]);
		const last = this.groups[this.groups.length - 1];
		if (last && key === this.groupKey) return last;
		this.groupKey = key;
		const envelope = envelopeOf(json.group ?? syntax.withoutGroup, syntax.groupLayout, `${path}group`);
		const index = envelope.header.length > 0 ? this.groups.length + 1 : 0;
		const group = { ...envelope, messages: [], index, part: syntax.part ?? this.groups.length + 1 };
		this.groups.push(group);
		return group;
	}

	finished(): ToWrite {
		return {
			interchange: this.interchange,
			after: this.after,
			...(this.syntax.utf16 && { utf16: this.syntax.utf16 }),
		};
	}
}

/** The messages in what Read puts out, whatever it makes items for. Each with the path that leads to it. */
export function messagesIn(json: unknown, path = ''): { json: Json; path: string }[] {
	if (!isRecord(json)) throw new NotWritable(path === '' ? 'The item' : path.slice(0, -1), 'is no object');
	if (Array.isArray(json.interchanges)) {
		return json.interchanges.flatMap((each, index) => messagesIn(each, `${path}interchanges[${index}].`));
	}
	if (!Array.isArray(json.messages)) return [{ json, path }];
	const { messages, ...common } = json;
	return messages.flatMap((each, index) => {
		const at = `${path}messages[${index}].`;
		if (!isRecord(each)) throw new NotWritable(at.slice(0, -1), 'is no object');
		return messagesIn({ ...common, ...each }, at);
	});
}

/** The interchanges that messages make: those that were read from one interchange, one after the other, become one again. */
export function interchangesOf(
	messages: { json: Json; path: string }[],
	options: WriteOptions = {},
): ToWrite[] {
	const collectors: Collector[] = [];
	for (const { json, path } of messages) {
		const syntax = (isRecord(json.syntax) ? json.syntax : {}) as Partial<SyntaxJson>;
		const key = JSON.stringify([
			json.standard ?? null,
			json.interchange ?? syntax.withoutInterchange ?? null,
		]);
		let last = collectors[collectors.length - 1];
		if (!last || last.key !== key || !last.isNext(syntax)) {
			last = new Collector(key, json, syntax, options, path);
			collectors.push(last);
		}
		last.add(json, syntax, path);
	}
	return collectors.map((collector) => collector.finished());
}
