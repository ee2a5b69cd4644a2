import {
	characterDelimiters,
	codingOf,
	isText,
	NOT_ASCII,
	objectText,
	type ByteText,
	type Coding,
} from './coding';
import { digestOf } from './digest';
import { readingsOf, saysTheSame } from './saysTheSame';
import { isReleased } from './released';
import { afterFiller, isFiller } from './segmentReader';
import { NotWritable } from './notWritable';
import type { PackagePair, Pair, Role, Standard } from './standard';
import { TextsByValues } from './textsByValues';
import type { Composite, Element, Envelope, Group, Interchange, Layout, Message, Segment } from './tree';
import { mapTexts, trimmed, valueOf, withoutTrailingEmpty } from './values';

/** A written part. */
interface Written {
	text: ByteText;
	/** Whether its bytes are those that were read. */
	isAsRead: boolean;
	/** The text with a trailer, if it was read without one: what follows would be taken for a part of it. */
	closed?: () => ByteText;
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
	tag: string;
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
		private readonly isUnwrapped: boolean,
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

	/** The same, on one line if it was wrapped and is to be so no more. */
	eachKept(segments: Segment[], layout: Layout, asRead: ByteText[]): ByteText[] {
		if (!this.isUnwrapped) return asRead;
		return asRead.map((text, index) => {
			const raw = layout.raw?.[index];
			const isWrapped =
				raw !== undefined && text.startsWith(raw) && !/\\[rn]/.test(JSON.stringify(segments[index]));
			return isWrapped ? raw.replace(LINE_BREAKS, '') + text.slice(raw.length) : text;
		});
	}

	/**
	 * A text that ends in a segment terminator, so that another segment can follow. Some files lack the last one, or break
	 * off behind a release character, which is data then.
	 */
	terminated(text: ByteText): ByteText {
		const { segment, release } = this.interchange.delimiters;
		let end = text.length;
		while (end > 0 && text[end - 1] !== segment && isFiller(text.charCodeAt(end - 1))) end--;
		const isTerminated = text.endsWith(segment, end) && !isReleased(text, end - segment.length, release);
		if (text === '' || isTerminated) return text;
		const releasesItself = isReleased(text, end, release) ? release! : '';
		return text.slice(0, end) + releasesItself + this.usualEnding;
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
		const asRead = raw !== undefined && objectText(raw, this.coding) === value ? raw : undefined;
		if (asRead !== undefined) return asRead;
		if ('bytes' in encoded) return encoded.bytes;
		throw new NotWritable(
			`${path}[1]`,
			`contains ${quoted(encoded.missing)}, which the character set ${this.coding.name} doesn't have`,
		);
	}

	/** Raw texts that say more than the values: how their segments are nested, or bytes that are no characters. */
	private telling({ raw = {} }: Layout): TextsByValues<TellingText> {
		const { standard, coding } = this;
		const { delimiters } = this.interchange;
		const texts = Object.values(raw).flatMap((text): TellingText[] => {
			const unwrapped = text.slice(0, 6).replace(LINE_BREAKS, '');
			const [tag] = /^[A-Za-z0-9]*/.exec(unwrapped)!;
			const isNested =
				standard.name === 'EDIFACT' &&
				delimiters.component !== undefined &&
				unwrapped[3] === delimiters.component;
			const isBroken = this.isBroken(text);
			return isNested || isBroken ? [{ text, tag, isNested, isBroken }] : [];
		});
		return new TextsByValues(texts, ({ text }) => readingsOf(standard, delimiters, coding, text));
	}

	/** Whether bytes are no characters of the set: decoding replaces them. */
	private isBroken(bytes: ByteText): boolean {
		return !isText(bytes, this.coding);
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
			const kept = telling.take(segment);
			if (kept) return kept.text + this.usualEnding;
			plain.push(index);
			return this.strict(segment, `${path}[${index}]`);
		});
		const lost = telling.rest();
		const tagsOf = (list: TellingText[]) => new Set(list.map(({ tag }) => tag));
		const nested = tagsOf(lost.filter(({ isNested }) => isNested));
		const broken = tagsOf(lost.filter(({ isBroken }) => isBroken));
		for (const index of plain) {
			const segment = segments[index]!;
			const tag = String(segment[0]);
			const isNested = nested.has(tag);
			if (isNested || (broken.has(tag) && hasReplacement(segment)))
				throw new NotWritable(
					`${path}[${index}]`,
					`was perhaps read with ${isNested ? 'a tag that says how it is nested' : `bytes that are no characters of ${this.coding.name}`}, which would be lost. To write it without, remove syntax.messageLayout`,
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

/** A reader takes a segment of these as the end of a message that is open. */
const ENDS_MESSAGE = new Set<Role | undefined>([
	'interchangeTrailer',
	'groupHeader',
	'groupTrailer',
	'messageHeader',
	'messageTrailer',
]);

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
		isUnwrapped: boolean,
	) {
		this.segments = new SegmentWriter(standard, interchange, isUnwrapped);
	}

	write(): WrittenInterchange {
		const { interchange, standard } = this;
		const groups = interchange.groups.map((group) => this.group(group));
		const withHeader = interchange.groups.filter(({ header }) => header.length > 0).length;
		const messages = interchange.groups.reduce((sum, group) => sum + group.messages.length, 0);
		const envelope = this.envelope(
			interchange,
			groups,
			standard.interchange,
			standard.needsGroups || withHeader > 0 ? withHeader : messages,
			interchange.path ?? 'interchange',
		);
		const wasGuessed = interchange.issues.some(({ code }) => code === 'separator-guessed');
		const una = interchange.una ?? standard.serviceString(envelope.text, interchange.delimiters, wasGuessed);
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
		return this.envelope(group, messages, this.standard.group, group.messages.length, path);
	}

	private envelope<Part extends Written>(
		envelope: Envelope,
		parts: Part[],
		pair: Pair,
		count: number,
		path: string,
	): WrittenEnvelope<Part> {
		const { layout } = envelope;
		const header = this.around(
			envelope.header.slice(0, 1),
			layout,
			() => `${path}.header[0]`,
			(segment, at) => this.strictHeader(segment, at),
		);
		const notes = this.around(
			envelope.header.slice(1),
			layout.notes,
			(index) => `${path}.header[${index + 1}]`,
		);
		const other = this.around(envelope.other, layout.other, (index) => `${path}.other[${index}]`);
		const isComplete = layout.parts === parts.length;
		const end = this.segments.eachAsRead(envelope.trailer, layout.trailer).join('');
		const isEndAsRead = digestOf(end) === layout.trailer.digest;
		const isAsRead =
			![header, notes, other].some(({ strict }) => strict) &&
			isComplete &&
			isEndAsRead &&
			parts.every((part) => part.isAsRead);

		const texts = [...header.texts, ...notes.texts];
		const add = (text: ByteText): void => {
			const last = texts.length - 1;
			if (!isAsRead && last >= 0) texts[last] = this.segments.terminated(texts[last]!);
			texts.push(text);
		};
		let place = 0;
		for (let index = 0; index <= parts.length; index++) {
			const isLast = index === parts.length;
			for (; place < other.texts.length; place++) {
				if (!isLast && (layout.other?.after[place] ?? parts.length) > index) break;
				const open = index > 0 && !isAsRead ? parts[index - 1]!.closed : undefined;
				if (open && texts[texts.length - 1] === parts[index - 1]!.text) texts[texts.length - 1] = open();
				add(other.texts[place]!);
			}
			if (!isLast) add(parts[index]!.text);
		}
		const written = {
			isAsRead,
			parts,
			...((header.strict ?? notes.strict) && {
				header: [...(header.strict ?? envelope.header.slice(0, 1)), ...envelope.header.slice(1)],
			}),
			...(other.strict && { other: other.strict }),
		};
		this.checkTrailers(envelope.trailer, pair, path);
		const first = (header.strict ?? envelope.header)[0];
		if (isAsRead) {
			const text = texts.join('') + end;
			const [last] = parts.slice(-1);
			const closed = (): ByteText => {
				const inside = last?.closed ? texts.slice(0, -1).join('') + last.closed() : text;
				const trailer = trailerOf(pair, first, undefined, count);
				return this.segments.terminated(inside) + this.segments.strict(trailer, `${path}.trailer[0]`);
			};
			return { ...written, text, ...(first && envelope.trailer.length === 0 && { closed }) };
		}
		if (!first) return { ...written, text: texts.join('') };
		const trailer = trailerOf(pair, first, envelope.trailer[0], count);
		if (!isEndAsRead && layout.trailer.digest !== '')
			this.checkReference(envelope.trailer[0], trailer, pair, `${path}.trailer[0]`, `${path}.header[0]`);
		add(this.segments.strict(trailer, `${path}.trailer[0]`, this.segments.endingOf(layout.trailer)));
		return { ...written, text: texts.join('') };
	}

	/** Segments around groups or messages: as they were read, or else strictly. */
	private around(
		segments: Segment[],
		layout: Layout | undefined,
		pathOf: (index: number) => string,
		strictly: (segment: Segment, path: string) => Segment = (segment) => segment,
	): { texts: ByteText[]; strict?: Segment[] } {
		const asRead = layout ? this.segments.eachAsRead(segments, layout) : [];
		if (segments.length === 0 || digestOf(asRead.join('')) === layout?.digest)
			return { texts: layout ? this.segments.eachKept(segments, layout, asRead) : asRead };
		const strict = segments.map((segment, index) => strictly(segment, pathOf(index)));
		const texts = strict.map((segment, index) => {
			this.segments.checkUnbroken(segments[index]!, layout?.raw?.[index], pathOf(index));
			return this.segments.strict(segment, pathOf(index));
		});
		return { texts, strict };
	}

	/** Throws NotWritable if there is something else than one trailer: it would be lost. */
	private checkTrailers([trailer, second]: Segment[], pair: Pair, path: string): void {
		if (second) throw new NotWritable(`${path}.trailer[1]`, `is one too many: ${pair.trailer} stands alone`);
		if (trailer && trailer[0] !== pair.trailer)
			throw new NotWritable(`${path}.trailer[0][0]`, `is “${String(trailer[0])}”, not ${pair.trailer}`);
	}

	/** A reference that somebody changed in the trailer would come to nothing: it is the header's. */
	private checkReference(
		given: Segment | undefined,
		written: Segment,
		pair: Pair,
		path: string,
		headerPath: string,
	): void {
		const [value, reference] = [given, written].map((segment) => trimmed(segment, 2).replace(/^0+(?=.)/, ''));
		const isText = typeof (given?.[2] ?? '') === 'string';
		if (isText && (value === '' || value === reference)) return;
		throw new NotWritable(
			`${path}[2]`,
			`is ${isText ? `“${value}”` : 'no single value'}, and ${pair.names.reference} is “${reference}”. Change ${headerPath}[${pair.reference}]: the trailer follows it`,
		);
	}

	private strictHeader(segment: Segment, path: string): Segment {
		const { delimiters, characterSet } = this.interchange;
		const characters = characterDelimiters(delimiters, characterSet);
		return this.standard.strictHeader(segment, characters, path, characterSet);
	}

	/** A package that was changed. The lengths of its object and its reference follow what is written. */
	private package(message: Message, pair: PackagePair, path: string): Written {
		const { segments, layout } = message;
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
		this.checkTrailerOf(message, pair, end, path);
		return {
			text: texts.join('') + object + this.segments.strict(end, `${path}[${place + 1}]`),
			isAsRead: false,
		};
	}

	/** Throws NotWritable at a segment that would end the message, or that stands behind the one that does. */
	private checkPlaces(segments: Segment[], path: string): void {
		const { roles, message } = this.standard;
		const place = segments.findIndex(([tag], index) => index > 0 && ENDS_MESSAGE.has(roles.get(String(tag))));
		if (place === -1 || (place === segments.length - 1 && segments[place]![0] === message.trailer)) return;
		const tag = String(segments[place]![0]);
		throw tag === message.trailer
			? new NotWritable(`${path}[${place + 1}]`, `stands behind ${tag}. Put it in front of ${tag}`)
			: new NotWritable(`${path}[${place}]`, `is ${tag}, which can't stand inside a message`);
	}

	/** How a message is closed that was read without a trailer. */
	private closing({ segments }: Message, text: ByteText, path: string): Pick<Written, 'closed'> {
		const { message: pair, package: packagePair } = this.standard;
		const [header] = segments as [Segment];
		if (header[0] === packagePair?.header || segments[segments.length - 1]![0] === pair.trailer) return {};
		const trailer = trailerOf(pair, header, undefined, segments.length + 1);
		return {
			closed: () =>
				this.segments.terminated(text) + this.segments.strict(trailer, `${path}[${segments.length}]`),
		};
	}

	/** Throws NotWritable if somebody changed the reference in a message's trailer, and not the one in its header. */
	private checkTrailerOf(
		{ segments, reference, issues }: Message,
		pair: Pair,
		written: Segment,
		path: string,
	): void {
		const index = segments.length - 1;
		const isFaulty = issues.some(({ code }) => code === 'message-control-number');
		if (reference === undefined || isFaulty || trimmed(segments[index], 2) === reference) return;
		this.checkReference(segments[index], written, pair, `${path}[${index}]`, `${path}[0]`);
	}

	private message(message: Message, path: string): Written {
		const { segments, layout } = message;
		const asRead = layout.digest === '' ? undefined : this.segments.eachAsRead(segments, layout);
		if (asRead !== undefined && digestOf(asRead.join('')) === layout.digest) {
			const text = this.segments.eachKept(segments, layout, asRead).join('');
			return { text, isAsRead: true, ...this.closing(message, text, path) };
		}
		const { message: pair, package: packagePair } = this.standard;
		if (packagePair && segments[0]![0] === packagePair.header)
			return this.package(message, packagePair, path);
		this.checkPlaces(segments, path);
		const last = segments[segments.length - 1]!;
		const hasTrailer = segments.length > 1 && last[0] === pair.trailer;
		const body = hasTrailer ? segments.slice(0, -1) : segments;
		const [header] = this.segments.eachAsRead(body.slice(0, 1), layout) as [ByteText];
		if (digestOf(header) !== layout.header) this.strictHeader(body[0]!, `${path}[0]`);
		const texts = this.segments.eachStrict(body, layout, path).filter((text) => text !== '');
		const trailer = trailerOf(pair, body[0], hasTrailer ? last : undefined, texts.length + 1);
		if (hasTrailer) this.checkTrailerOf(message, pair, trailer, path);
		const end = this.segments.strict(trailer, `${path}[${body.length}]`);
		return { text: texts.join('') + end, isAsRead: false };
	}
}

/**
 * An interchange as text of which each character is a byte. What is as it was read comes out byte for byte, faults
 * included, but for line breaks of wrapping if it is to be unwrapped; what was changed gets right counts and references. Throws NotWritable if a value can't be written.
 */
export const writeInterchange = (
	standard: Standard,
	interchange: Interchange,
	isUnwrapped = false,
): WrittenInterchange => new InterchangeWriter(standard, interchange, isUnwrapped).write();
