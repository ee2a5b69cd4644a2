import { characterDelimiters, codingOf, NOT_ASCII, type ByteText, type Coding } from './coding';
import { digestOf } from './digest';
import { saysTheSame } from './saysTheSame';
import { afterFiller, isFiller } from './segmentReader';
import { NotWritable } from './notWritable';
import type { PackagePair, Pair, Standard } from './standard';
import type { Composite, Element, Envelope, Group, Interchange, Layout, Message, Segment } from './tree';
import { mapTexts, trimmed, valueOf, withoutTrailingEmpty } from './values';

/** A written part. */
interface Written {
	text: ByteText;
	/** Whether its bytes are those that were read. */
	isAsRead: boolean;
}

/** A written envelope, with what stands in it. */
export interface WrittenEnvelope<Part extends Written = Written> extends Written {
	/** The segments around its parts, as far as they aren't as they were read. */
	header?: Segment[];
	other?: Segment[];
	parts: Part[];
}

export type WrittenInterchange = WrittenEnvelope<WrittenEnvelope>;

const LINE_BREAKS = /[\r\n]/g;

/** A segment's bytes, as they were read, that say more than its values. */
interface TellingText {
	text: ByteText;
	isNested: boolean;
	isBroken: boolean;
}

/** Whether a segment contains what decoding puts in the place of bytes that are no characters. */
const hasReplacement = (segment: Segment): boolean => JSON.stringify(segment).includes('\uFFFD');

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

	/** Each segment in the bytes that were read, as far as its values are still the same. */
	eachAsRead(segments: Segment[], { raw, ends }: Layout): ByteText[] {
		return segments.map((segment, index) => {
			const text = this.rawOf(segment, raw?.[index]) ?? this.text(segment);
			return text + (ends?.[index] ?? this.usualEnding);
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
		return mapTexts(segment, value);
	}

	/** What follows a trailer that is written anew. What follows it in the file stays, such as the end-of-file character of DOS. */
	endingOf({ ends }: Layout): ByteText {
		const { segment } = this.interchange.delimiters;
		const ending = ends?.[0] ?? '';
		const terminator = segment === '\n' && ending.startsWith('\r\n') ? '\r\n' : segment;
		const isTerminated = ending.startsWith(terminator);
		const filler = isTerminated ? ending.slice(terminator.length) : ending;
		const isFillerOnly = afterFiller(filler, 0) === filler.length;
		if (ending === '' || !isFillerOnly) return this.usualEnding;
		return isTerminated ? ending : terminator + ending;
	}

	/** A segment in bytes, with its terminator. Throws NotWritable if a value can't be written. */
	strict(given: Segment, path: string, ending = this.usualEnding): ByteText {
		const binary = this.standard.binary[String(given[0])];
		const segment = binary?.data === given.length - 1 ? this.counted(given, binary) : given;
		segment.forEach((element, index) => {
			const isFree =
				(segment[0] === 'ISA' && (index === 11 || index === 16) && String(element).length === 1) ||
				(segment !== given && index === binary!.data);
			this.checkElement(element, `${path}[${index}]`, isFree);
		});
		return this.text(withoutTrailingEmpty(segment)) + ending;
	}

	/** A segment with bytes, and with the right number of them. */
	private counted(segment: Segment, { length, data }: { length: number; data: number }): Segment {
		const value = segment[data];
		if (typeof value !== 'string') return segment;
		const encoded = this.coding.encode(value);
		return 'bytes' in encoded ? segment.with(length, String(encoded.bytes.length)) : segment;
	}

	/** The object of a package: any bytes. */
	object(segment: Segment, raw: string | undefined, path: string): ByteText {
		const value = valueOf(segment, 1);
		const encoded = this.coding.encode(value);
		const asRead = raw !== undefined && this.coding.decode(raw) === value ? raw : undefined;
		if (asRead !== undefined) return asRead;
		if ('bytes' in encoded) return encoded.bytes;
		throw new NotWritable(
			`${path}[1]`,
			`contains ${quoted(encoded.missing)}, which the character set ${this.coding.name} doesn't have`,
		);
	}

	/** Raw texts that say more than the values: how their segments are nested, or bytes that are no characters. */
	private telling({ raw = {} }: Layout): TellingText[] {
		const { component } = this.interchange.delimiters;
		const isEdifact = this.standard.name === 'EDIFACT' && component !== undefined;
		return Object.values(raw).flatMap((text): TellingText[] => {
			const isNested = isEdifact && text.slice(0, 6).replace(LINE_BREAKS, '')[3] === component;
			const isBroken = this.isBroken(text);
			return isNested || isBroken ? [{ text, isNested, isBroken }] : [];
		});
	}

	/** Whether bytes are no characters of the set: decoding replaces them. */
	private isBroken(bytes: ByteText): boolean {
		if (!NOT_ASCII.test(bytes)) return false;
		const again = this.coding.encode(this.coding.decode(bytes));
		return !('bytes' in again) || again.bytes !== bytes;
	}

	/** Throws NotWritable if a segment still contains the place of bytes that are no characters: they would be lost. */
	checkUnbroken(segment: Segment, raw: ByteText | undefined, path: string): void {
		if (raw === undefined || !hasReplacement(segment) || !this.isBroken(raw)) return;
		throw new NotWritable(
			path,
			`was read with bytes that are no characters of ${this.coding.name}, which would be lost. Replace U+FFFD in it`,
		);
	}

	/** The segments of a message in bytes. Those whose bytes say more than their values keep them, if they are as they were read. */
	eachStrict(segments: Segment[], layout: Layout, path: string): ByteText[] {
		const telling = this.telling(layout);
		const plain: number[] = [];
		const texts = segments.map((segment, index) => {
			if (index > 0 && !this.standard.isWritten(withoutTrailingEmpty(segment))) return '';
			const kept = telling.findIndex(({ text }) => this.rawOf(segment, text) !== undefined);
			if (kept !== -1) return telling.splice(kept, 1)[0]!.text + this.usualEnding;
			plain.push(index);
			return this.strict(segment, `${path}[${index}]`);
		});
		for (const index of plain) {
			const [tag] = segments[index]! as [string];
			const lost = telling.find(
				({ text, isNested }) => text.startsWith(tag) && (isNested || hasReplacement(segments[index]!)),
			);
			if (lost)
				throw new NotWritable(
					`${path}[${index}]`,
					`was perhaps read with ${lost.isNested ? 'a tag that says how it is nested' : `bytes that are no characters of ${this.coding.name}`}, which would be lost. To write it without, remove syntax.messageLayout`,
				);
		}
		return texts;
	}

	private checkElement(element: Element, path: string, isFree: boolean): void {
		const { component, repetition } = this.interchange.delimiters;
		const composite = (each: Composite, at: string) => {
			if (typeof each === 'string') return this.checkValue(each, at, isFree);
			if (each.length > 1 && component === undefined)
				throw new NotWritable(at, 'has components, and the interchange has no component separator');
			each.forEach((value, position) => this.checkValue(value, `${at}[${position}]`, false));
		};
		if (typeof element === 'string' || Array.isArray(element)) return composite(element, path);
		if (repetition === undefined)
			throw new NotWritable(path, 'is repeated, and the interchange has no repetition separator');
		element.repetitions.forEach((each, position) => composite(each, `${path}.repetitions[${position}]`));
	}

	private checkValue(value: string, path: string, isFree: boolean): void {
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
		if (release !== undefined || isFree) return;
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

/** A segment with another first component of an element. */
function withFirst(segment: Segment, element: number, value: string): Segment {
	const composite = segment[element];
	return segment.with(element, Array.isArray(composite) ? composite.with(0, value) : value);
}

/** A trailer with the right count and reference. What else it holds stays. */
function trailerOf(
	pair: Pair,
	header: Segment | undefined,
	trailer: Segment | undefined,
	count: number,
): Segment {
	return [pair.trailer, String(count), trimmed(header, pair.reference), ...(trailer ?? []).slice(3)];
}

/** Whether an envelope's first part is that of the interchange or group that was read: others don't repeat what belongs to no part. */
const hasFirst = ({ messages }: Group): boolean => (messages[0]?.index ?? 1) === 1;

/** Writes one interchange, with all its groups and messages. */
class InterchangeWriter {
	private readonly segments: SegmentWriter;

	constructor(
		private readonly standard: Standard,
		private readonly interchange: Interchange,
	) {
		this.segments = new SegmentWriter(standard, interchange);
	}

	write(): WrittenInterchange {
		const { interchange, standard } = this;
		const groups = interchange.groups.map((group) => this.group(group));
		const withHeader = interchange.groups.filter(({ header }) => header.length > 0).length;
		const messages = interchange.groups.reduce((sum, group) => sum + group.messages.length, 0);
		const [first] = interchange.groups;
		const envelope = this.envelope(
			interchange,
			groups,
			standard.interchange,
			standard.needsGroups || withHeader > 0 ? withHeader : messages,
			!first || (first.part === 1 && hasFirst(first)),
			interchange.path ?? 'interchange',
		);
		const una =
			interchange.una ??
			(interchange.usesUna ? '' : standard.serviceString(envelope.text, interchange.delimiters));
		return { ...envelope, text: (interchange.before ?? '') + una + envelope.text };
	}

	private group(group: Group): WrittenEnvelope {
		const path = group.path ?? `group ${group.index}`;
		const isMissing = group.header.length === 0 && group.layout.digest === '';
		if (isMissing && this.standard.needsGroups && this.interchange.header.length > 0)
			throw new NotWritable(
				path,
				`is missing: ${this.standard.name} needs ${this.standard.group.header} around messages`,
			);
		const messages = group.messages.map((message, index) =>
			this.message(message, message.path ?? `${path}, message ${index + 1}: segments`),
		);
		return this.envelope(group, messages, this.standard.group, group.messages.length, hasFirst(group), path);
	}

	private envelope<Part extends Written>(
		envelope: Envelope,
		parts: Part[],
		pair: Pair,
		count: number,
		isFirst: boolean,
		path: string,
	): WrittenEnvelope<Part> {
		const { layout } = envelope;
		const header = this.around(envelope.header, layout, `${path}.header`, (segment, at) =>
			this.strictHeader(segment, at),
		);
		const other = this.around(isFirst ? envelope.other : [], layout.other, `${path}.other`);
		const isComplete = layout.parts === parts.length;
		const end = this.segments.eachAsRead(envelope.trailer, layout.trailer).join('');
		const isEndAsRead = digestOf(end) === layout.trailer.digest;
		const isAsRead =
			!header.strict && !other.strict && isComplete && isEndAsRead && parts.every((part) => part.isAsRead);

		const texts = isFirst ? header.texts : header.texts.slice(0, 1);
		const add = (text: ByteText): void => {
			const last = texts.length - 1;
			if (!isAsRead && last >= 0) texts[last] = this.segments.terminated(texts[last]!);
			texts.push(text);
		};
		let place = 0;
		for (let index = 0; index <= parts.length; index++) {
			const isLast = index === parts.length;
			for (; place < other.texts.length; place++) {
				if (!isLast && (layout.other?.after[place] ?? 0) > index) break;
				add(other.texts[place]!);
			}
			if (!isLast) add(parts[index]!.text);
		}
		const written = {
			isAsRead,
			parts,
			...(header.strict && { header: isFirst ? header.strict : header.strict.slice(0, 1) }),
			...(other.strict && { other: other.strict }),
		};
		if (isAsRead) return { ...written, text: texts.join('') + end };
		const first = (header.strict ?? envelope.header)[0];
		if (!first) return { ...written, text: texts.join('') };
		const trailer = trailerOf(pair, first, envelope.trailer[0], count);
		if (!isEndAsRead && layout.trailer.digest !== '')
			this.checkTrailer(envelope.trailer[0], trailer, pair, path);
		add(this.segments.strict(trailer, `${path}.trailer[0]`, this.segments.endingOf(layout.trailer)));
		return { ...written, text: texts.join('') };
	}

	/** Segments around groups or messages: as they were read, or else strictly. */
	private around(
		segments: Segment[],
		layout: Layout | undefined,
		path: string,
		strictly: (segment: Segment, path: string) => Segment = (segment) => segment,
	): { texts: ByteText[]; strict?: Segment[] } {
		const asRead = layout ? this.segments.eachAsRead(segments, layout) : [];
		if (segments.length === 0 || digestOf(asRead.join('')) === layout?.digest) return { texts: asRead };
		const strict = segments.map((segment, index) => strictly(segment, `${path}[${index}]`));
		const texts = strict.map((segment, index) => {
			this.segments.checkUnbroken(segments[index]!, layout?.raw?.[index], `${path}[${index}]`);
			return this.segments.strict(segment, `${path}[${index}]`);
		});
		return { texts, strict };
	}

	/** A reference that somebody changed in the trailer would come to nothing: it is the header's. */
	private checkTrailer(given: Segment | undefined, written: Segment, pair: Pair, path: string): void {
		const [value, reference] = [given, written].map((segment) => trimmed(segment, 2).replace(/^0+(?=.)/, ''));
		if (value === '' || value === reference) return;
		throw new NotWritable(
			`${path}.trailer[0][2]`,
			`is “${value}”, and ${pair.names.reference} is “${reference}”. Change ${path}.header[0][${pair.reference}]: the trailer follows it`,
		);
	}

	private strictHeader(segment: Segment, path: string): Segment {
		const { delimiters, characterSet } = this.interchange;
		return this.standard.strictHeader(segment, characterDelimiters(delimiters, characterSet), path);
	}

	/** A package that was changed. The lengths of its object and its reference follow what is written. */
	private package({ segments, layout }: Message, pair: PackagePair, path: string): Written {
		const place = segments.length - 2;
		const [header] = segments as [Segment];
		const trailer = segments[place + 1];
		if (place < 1 || segments[place]![0] !== '' || trailer![0] !== pair.trailer)
			throw new NotWritable(
				path,
				`are no package: ${pair.header}, perhaps segments, its object, ${pair.trailer}`,
			);
		if (valueOf(header, pair.length) === '')
			throw new NotWritable(
				`${path}[0][${pair.length}]`,
				`is empty. ${pair.header} needs the length of its object`,
			);
		if (valueOf(header, pair.reference).trim() === '')
			throw new NotWritable(`${path}[0][${pair.reference}]`, `is empty. ${pair.header} needs its reference`);
		const object = this.segments.object(segments[place]!, layout.raw?.[place], `${path}[${place}]`);
		const counted = withFirst(header, pair.length, String(object.length));
		const before = [counted, ...segments.slice(1, place)];
		const texts = before.map((segment, index) => this.segments.strict(segment, `${path}[${index}]`));
		const end = trailerOf(pair, header, trailer, object.length);
		return {
			text: texts.join('') + object + this.segments.strict(end, `${path}[${place + 1}]`),
			isAsRead: false,
		};
	}

	private message(message: Message, path: string): Written {
		const asRead =
			message.layout.digest === ''
				? undefined
				: this.segments.eachAsRead(message.segments, message.layout).join('');
		if (asRead !== undefined && digestOf(asRead) === message.layout.digest)
			return { text: asRead, isAsRead: true };
		const { message: pair, package: packagePair } = this.standard;
		const { segments, layout } = message;
		if (packagePair && segments[0]![0] === packagePair.header)
			return this.package(message, packagePair, path);
		const last = segments[segments.length - 1]!;
		const hasTrailer = segments.length > 1 && last[0] === pair.trailer;
		const body = hasTrailer ? segments.slice(0, -1) : segments;
		this.strictHeader(body[0]!, `${path}[0]`);
		const texts = this.segments.eachStrict(body, layout, path).filter((text) => text !== '');
		const trailer = trailerOf(pair, body[0], hasTrailer ? last : undefined, texts.length + 1);
		const end = this.segments.strict(trailer, `${path}[${body.length}]`);
		return { text: texts.join('') + end, isAsRead: false };
	}
}

/**
 * An interchange as text of which each character is a byte. What is as it was read comes out byte for byte, faults
 * included; what was changed gets right counts and references. Throws NotWritable if a value can't be written.
 */
export const writeInterchange = (standard: Standard, interchange: Interchange): WrittenInterchange =>
	new InterchangeWriter(standard, interchange).write();
