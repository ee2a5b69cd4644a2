import { characterDelimiters, codingOf, NOT_ASCII, type ByteText, type Coding } from './coding';
import { digestOf } from './digest';
import { saysTheSame } from './saysTheSame';
import { isFiller } from './segmentReader';
import { NotWritable } from './notWritable';
import type { Pair, Standard } from './standard';
import type { Composite, Element, Envelope, Group, Interchange, Layout, Message, Segment } from './tree';
import { trimmed, withoutTrailingEmpty } from './values';

/** A written part, and whether its bytes are those that were read. */
interface Written {
	text: ByteText;
	isAsRead: boolean;
}

const quoted = (character: string): string =>
	/[\x21-\x7e\xa1-\ud7ff\ue000-\uffff]|[^]{2}/.test(character)
		? `“${character}”`
		: `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** Writes segments of one interchange. */
class SegmentWriter {
	private readonly coding: Coding;

	constructor(
		private readonly standard: Standard,
		private readonly interchange: Interchange,
	) {
		this.coding = codingOf(interchange.characterSet);
	}

	get usualEnding(): ByteText {
		return this.interchange.usualEnding;
	}

	/** A segment as it was read, if its raw text is known and still says the same. */
	private rawOf(segment: Segment, raw: string | undefined): ByteText | undefined {
		if (raw === undefined) return undefined;
		const { standard, coding, interchange } = this;
		return saysTheSame(standard, interchange.delimiters, coding, raw, segment) ? raw : undefined;
	}

	/** Each segment in the bytes that were read, as far as its values are still the same. `first` is the first one's index in the layout. */
	eachAsRead(segments: Segment[], { raw, ends }: Layout, first = 0): ByteText[] {
		return segments.map((segment, index) => {
			const text = this.rawOf(segment, raw?.[first + index]) ?? this.text(segment);
			return text + (ends?.[first + index] ?? this.usualEnding);
		});
	}

	/** A text that ends in a segment terminator, so that another segment can follow. Some files lack the last one. */
	terminated(text: ByteText): ByteText {
		const { segment } = this.interchange.delimiters;
		let end = text.length;
		while (end > 0 && text[end - 1] !== segment && isFiller(text.charCodeAt(end - 1))) end--;
		return text === '' || text.endsWith(segment, end) ? text : text.slice(0, end) + this.usualEnding;
	}

	/** A segment in bytes, whatever stands in it: what doesn't fit makes it differ from what was read. */
	private text(segment: Segment): ByteText {
		return this.standard.segmentText(this.encoded(segment), this.interchange.delimiters);
	}

	private encoded(segment: Segment): Segment {
		const value = (text: string): string => {
			if (!NOT_ASCII.test(text)) return text;
			const encoded = this.coding.encode(text);
			return 'bytes' in encoded ? encoded.bytes : '\0';
		};
		return mapped(segment, value);
	}

	/** A segment in bytes, with its terminator. Throws NotWritable if a value can't be written. */
	strict(segment: Segment, path: string, raw?: string): ByteText {
		const kept = this.nestingIn(segment, raw);
		if (kept !== undefined) return kept + this.usualEnding;
		segment.forEach((element, index) => {
			const mayBeSeparator = segment[0] === 'ISA' && (index === 11 || index === 16);
			this.checkElement(element, `${path}[${index}]`, mayBeSeparator);
		});
		return this.text(withoutTrailingEmpty(segment)) + this.usualEnding;
	}

	/** Raw text whose tag says how the segment is nested: that isn't in the values. */
	private nestingIn(segment: Segment, raw: string | undefined): ByteText | undefined {
		const { component } = this.interchange.delimiters;
		if (this.standard.name !== 'EDIFACT' || component === undefined) return undefined;
		return raw?.startsWith(`${String(segment[0])}${component}`) ? this.rawOf(segment, raw) : undefined;
	}

	private checkElement(element: Element, path: string, mayBeSeparator: boolean): void {
		const { component, repetition } = this.interchange.delimiters;
		const composite = (each: Composite, at: string) => {
			if (typeof each === 'string') return this.checkValue(each, at, mayBeSeparator);
			if (each.length > 1 && component === undefined)
				throw new NotWritable(at, 'has components, and the interchange has no component separator');
			each.forEach((value, position) => this.checkValue(value, `${at}[${position}]`, false));
		};
		if (typeof element === 'string' || Array.isArray(element)) return composite(element, path);
		if (repetition === undefined)
			throw new NotWritable(path, 'is repeated, and the interchange has no repetition separator');
		element.repetitions.forEach((each, position) => composite(each, `${path}.repetitions[${position}]`));
	}

	private checkValue(value: string, path: string, mayBeSeparator: boolean): void {
		const encoded = this.coding.encode(value);
		const missing = NOT_ASCII.test(value) ? this.coding.missing(value) : undefined;
		if ('missing' in encoded || missing !== undefined) {
			const character = quoted(missing ?? value);
			throw new NotWritable(
				path,
				`contains ${character}, which the character set ${this.coding.name} doesn't have`,
			);
		}
		const { element, component, repetition, release, segment } = this.interchange.delimiters;
		if (release !== undefined || (mayBeSeparator && value.length === 1)) return;
		const contained = [element, component, repetition, segment].find(
			(each) => each !== undefined && each !== '' && encoded.bytes.includes(each),
		);
		if (contained !== undefined) {
			throw new NotWritable(
				path,
				`contains ${quoted(this.coding.decode(contained))}, which is a separator of the interchange and can't stand in a value. Write it differently, or choose other separators`,
			);
		}
	}
}

const mapped = (segment: Segment, value: (text: string) => string): Segment => {
	const composite = (each: Composite): Composite =>
		typeof each === 'string' ? value(each) : each.map(value);
	return segment.map((each) =>
		typeof each === 'string' || Array.isArray(each)
			? composite(each)
			: { repetitions: each.repetitions.map(composite) },
	);
};

/** A trailer with the right count and reference. What else it holds stays. */
function trailerOf(
	pair: Pair,
	header: Segment | undefined,
	trailer: Segment | undefined,
	count: number,
): Segment {
	return [pair.trailer, String(count), trimmed(header, pair.reference), ...(trailer ?? []).slice(3)];
}

/** Writes one interchange, with all its groups and messages. */
class InterchangeWriter {
	private readonly segments: SegmentWriter;

	constructor(
		private readonly standard: Standard,
		private readonly interchange: Interchange,
	) {
		this.segments = new SegmentWriter(standard, interchange);
	}

	write(): Written {
		const { interchange, standard } = this;
		const groups = interchange.groups.map((group) => this.group(group));
		const hasGroups = interchange.groups.some(({ header }) => header.length > 0);
		const messages = interchange.groups.reduce((sum, group) => sum + group.messages.length, 0);
		const count =
			standard.needsGroups || hasGroups
				? interchange.groups.filter(({ header }) => header.length > 0).length
				: messages;
		const envelope = this.envelope(
			interchange,
			groups,
			standard.interchange,
			count,
			interchange.groups.map(({ part }) => part),
			'interchange',
		);
		return { ...envelope, text: (interchange.before ?? '') + (interchange.una ?? '') + envelope.text };
	}

	private group(group: Group): Written {
		const messages = group.messages.map((message, index) =>
			this.message(
				message,
				`${group.header.length > 0 ? `group ${group.index}, ` : ''}message ${index + 1}: segments`,
			),
		);
		return this.envelope(
			group,
			messages,
			this.standard.group,
			group.messages.length,
			group.messages.map(({ index }) => index),
			`group ${group.index}`,
		);
	}

	private envelope(
		envelope: Envelope,
		parts: Written[],
		pair: Pair,
		count: number,
		indexes: number[],
		path: string,
	): Written {
		const { header, other, trailer, layout } = envelope;
		const around = this.segments.eachAsRead([...header, ...other], layout);
		const isHeaderAsRead = digestOf(around.join('')) === layout.digest;
		const texts = isHeaderAsRead ? around : this.strictly(header, other, path);
		const isComplete = layout.parts === parts.length && indexes.every((each, index) => each === index + 1);
		const end = this.segments.eachAsRead(trailer, layout, around.length).join('');
		const isAsRead =
			isHeaderAsRead &&
			isComplete &&
			digestOf(end) === layout.trailerDigest &&
			parts.every((part) => part.isAsRead);

		const others = other.map((_, index) => ({
			text: texts[header.length + index]!,
			after: layout.otherAfter?.[index] ?? 0,
		}));
		let text = texts.slice(0, header.length).join('');
		for (let index = 0; index <= parts.length; index++) {
			const isLast = index === parts.length;
			for (const each of others)
				if (each.after === index || (isLast && each.after > index)) text += each.text;
			if (!isLast) text = (isAsRead ? text : this.segments.terminated(text)) + parts[index]!.text;
		}
		if (isAsRead) return { text: text + end, isAsRead };
		const [first] = header;
		if (!first) return { text, isAsRead };
		const written = isHeaderAsRead ? first : this.strictHeader(first, path);
		const computed = this.segments.strict(trailerOf(pair, written, trailer[0], count), `${path}.trailer[0]`);
		return { text: this.segments.terminated(text) + computed, isAsRead };
	}

	private strictHeader(segment: Segment, path: string, index = 0): Segment {
		const { delimiters, characterSet } = this.interchange;
		const characters = characterDelimiters(delimiters, characterSet);
		return this.standard.strictHeader(segment, characters, `${path}.header[${index}]`);
	}

	private strictly(header: Segment[], other: Segment[], path: string): ByteText[] {
		const { segments } = this;
		const headers = header.map((segment, index) =>
			segments.strict(this.strictHeader(segment, path, index), `${path}.header[${index}]`),
		);
		return [
			...headers,
			...other.map((segment, index) => segments.strict(segment, `${path}.other[${index}]`)),
		];
	}

	private message(message: Message, path: string): Written {
		const asRead =
			message.layout.digest === ''
				? undefined
				: this.segments.eachAsRead(message.segments, message.layout).join('');
		if (asRead !== undefined && digestOf(asRead) === message.layout.digest)
			return { text: asRead, isAsRead: true };
		const { message: pair } = this.standard;
		const { segments } = message;
		const last = segments[segments.length - 1]!;
		const hasTrailer = segments.length > 1 && last[0] === pair.trailer;
		const body = hasTrailer ? segments.slice(0, -1) : segments;
		const texts = body.flatMap((segment, index) =>
			index > 0 && !this.standard.isWritten(withoutTrailingEmpty(segment))
				? []
				: [this.segments.strict(segment, `${path}[${index}]`, message.layout.raw?.[index])],
		);
		const trailer = trailerOf(pair, segments[0], hasTrailer ? last : undefined, texts.length + 1);
		const end = this.segments.strict(trailer, `${path}[${body.length}]`);
		return { text: texts.join('') + end, isAsRead: false };
	}
}

/**
 * An interchange in bytes. What is as it was read comes out byte for byte, faults included; what was changed gets right
 * counts and references. Throws NotWritable if a value can't be written.
 */
export function writeInterchange(
	standard: Standard,
	interchange: Interchange,
): { bytes: Buffer; isAsRead: boolean } {
	const { text, isAsRead } = new InterchangeWriter(standard, interchange).write();
	return { bytes: Buffer.from(text, 'latin1'), isAsRead };
}
