import { isText, NOT_ASCII, objectText, type ByteText, type Coding } from './coding';
import type { IssueCode } from './issueCatalogue';
import type { SharedValues } from './sharedValues';
import type { Composite, Delimiters, Element, Segment } from './tree';
import { mapTexts, valueOf } from './values';

/** Longer segments are taken for text without terminators. In bytes. */
export const LONGEST_SEGMENT_BYTES = 16 * 1024 * 1024;
const LINE_BREAKS = /[\r\n]/g;
const WRAPPED = 'Lines are wrapped inside segments. The line breaks are no data';

/** What was noticed while a segment was read. */
export interface Noticed {
	code: IssueCode;
	message: string;
	element?: number;
}

/** What a reader needs to know of the interchange. */
export interface Surroundings {
	coding: Coding;
	/** Whether line breaks inside segments come from wrapping: most lines don't end at a terminator. */
	isWrapped: () => boolean;
	/** Whether an interchange begins here. */
	beginsInterchange: (at: number) => boolean;
	/** Where the first interchange begins in this part of the text. */
	beginningIn: (from: number, to: number) => number | undefined;
	/** Values that were read before. */
	shared: SharedValues;
}

/** Whether a byte is one that may stand between segments: white space, NUL, and the end-of-file character of DOS. */
export const isFiller = (code: number): boolean =>
	code === 10 || code === 13 || code === 32 || code === 9 || code === 0 || code === 26;

/** The place of the first byte from `at` on that isn't filler. */
export function afterFiller(text: ByteText, at: number): number {
	let place = at;
	while (place < text.length && isFiller(text.charCodeAt(place))) place++;
	return place;
}

/** What a byte means in a segment. Others are data. */
const enum Kind {
	Data,
	Element,
	Component,
	Repetition,
	Terminator,
	Release,
	LineBreak,
	ReturnBeforeTerminator,
	NotAscii,
}

interface Delimiter {
	bytes: ByteText;
	kind: Kind;
}

/** The delimiters in force. Of two that are the same, the last one counts. */
const delimitersIn = ({ element, component, repetition, release, segment }: Delimiters): Delimiter[] =>
	[
		{ bytes: release ?? '', kind: Kind.Release },
		{ bytes: repetition ?? '', kind: Kind.Repetition },
		{ bytes: component ?? '', kind: Kind.Component },
		{ bytes: element, kind: Kind.Element },
		{ bytes: segment, kind: Kind.Terminator },
	].filter(({ bytes }) => bytes !== '');

/** What each of the 256 bytes means. Of a delimiter in several bytes, the first: two delimiters may begin alike. */
function kindsOf(delimiters: Delimiter[], segment: ByteText): Uint8Array {
	const kinds = new Uint8Array(256).fill(Kind.NotAscii, 128);
	kinds[10] = Kind.LineBreak;
	kinds[13] = segment === '\n' ? Kind.ReturnBeforeTerminator : Kind.LineBreak;
	for (const { bytes, kind } of delimiters) kinds[bytes.charCodeAt(0)] = kind;
	return kinds;
}

/** Reads one segment after another. After `next`, the fields describe the segment that was read. */
export abstract class SegmentReader {
	segment: Segment = [];
	tag = '';
	/** Where the segment begins, in bytes. */
	offset = 0;
	/** What follows the segment: its terminator, and what stands before the next segment. */
	ending: ByteText = '';
	/** The segment's bytes, if its values would be written in others. */
	raw?: ByteText;
	noticed: Noticed[] = [];
	/** Where the bytes stand that the segment ends in, if it says how many they are. */
	object?: { from: number; to: number };
	private readonly kinds: Uint8Array;
	/** The delimiters that begin with a byte beyond ASCII. */
	private readonly beyondAscii: Delimiter[];
	/** Whether the last scan met a line break, a byte beyond ASCII, a release character. */
	private hasLineBreak = false;
	private hasNotAscii = false;
	private hasRelease = false;
	/** Filler inside a segment that was looked at last, and whether an interchange begins behind it. */
	private filler = { from: 0, to: 0, isBeforeInterchange: false };
	/** Arrays to fill: their copies have the right size, which arrays that grow don't. */
	private readonly elements: Element[] = [];
	private readonly components: string[] = [];

	constructor(
		protected readonly text: ByteText,
		/** Where the next segment begins. */
		public at: number,
		readonly delimiters: Delimiters,
		private readonly surroundings: Surroundings,
	) {
		const all = delimitersIn(delimiters);
		this.kinds = kindsOf(all, delimiters.segment);
		this.beyondAscii = all
			.filter(({ bytes, kind }) => NOT_ASCII.test(bytes) && kind !== Kind.Release)
			.reverse();
	}

	/** A segment that is read by its length, if one begins here. */
	protected abstract binary(
		start: number,
	): { segment: Segment; end: number; isTerminated: boolean } | undefined;

	/** The tag of the interchange's trailer. */
	protected abstract readonly trailer: string;

	/** Sees to what only this standard has, after a segment was read from these bytes. */
	protected abstract finish(content: ByteText, hasRelease: boolean): void;

	protected report(code: IssueCode, message: string, element?: number): void {
		this.noticed.push({ code, message, ...(element !== undefined && { element }) });
	}

	/** What usually follows a segment, judged by the one that begins here. */
	usualEnding(): ByteText | undefined {
		const { segment } = this.delimiters;
		const end = segment === '' ? -1 : this.text.indexOf(segment, this.at);
		if (end === -1) return undefined;
		const hasReturn = segment === '\n' && this.text[end - 1] === '\r';
		return this.text.slice(hasReturn ? end - 1 : end, afterFiller(this.text, end + segment.length));
	}

	/** Reads the next segment. False at the end of the text, or if nothing more can be read. */
	next(): boolean {
		const { text } = this;
		const start = this.at;
		if (start >= text.length || this.delimiters.segment === '') return false;
		this.offset = start;
		this.raw = undefined;
		this.object = undefined;
		if (this.noticed.length > 0) this.noticed = [];
		const binary = this.binary(start);
		if (binary) {
			this.segment = binary.segment;
			this.object = {
				from: binary.end - valueOf(this.segment, this.segment.length - 1).length,
				to: binary.end,
			};
			this.at = binary.isTerminated
				? afterFiller(text, binary.end + this.delimiters.segment.length)
				: binary.end;
			this.ending = text.slice(binary.end, this.at);
			if (!binary.isTerminated) this.raw = text.slice(start, binary.end);
			this.hasRelease = false;
			this.hasNotAscii = true;
			this.complete(start, binary.end);
			return true;
		}
		let end = this.scan(text, start);
		if (end === -1) return false;
		let kind = end === text.length ? Kind.LineBreak : this.kinds[text.charCodeAt(end)]!;
		const beginning =
			this.segment[0] === this.trailer ? this.surroundings.beginningIn(start, end) : undefined;
		if (beginning !== undefined) {
			end = beginning;
			kind = Kind.LineBreak;
		}
		let next = end + (kind === Kind.ReturnBeforeTerminator ? 2 : this.delimiters.segment.length);
		if (kind === Kind.LineBreak) {
			next = end;
			while (end > start && isFiller(text.charCodeAt(end - 1))) end--;
			this.scan(text.slice(start, end), 0);
			this.report('segment-terminator-missing', 'The segment has no segment terminator');
		}
		if (this.hasLineBreak) this.unwrap(text.slice(start, end));
		this.complete(start, end);
		this.at = this.isFillerAt(next) ? afterFiller(text, next) : next;
		this.ending = text.slice(end, this.at);
		return true;
	}

	/** Whether filler, if it stands here, separates segments. */
	protected abstract isFillerAt(at: number): boolean;

	/** Takes a header that was read otherwise. The next segment begins where its terminator and filler end. */
	takeHeader(segment: Segment, offset: number, contentEnd: number, isWrapped: boolean): void {
		const content = this.text.slice(offset, contentEnd);
		if (isWrapped) this.report('file-wrapped', WRAPPED);
		this.segment = segment;
		this.tag = segment[0] as string;
		this.offset = offset;
		this.at = afterFiller(this.text, this.at);
		this.ending = this.text.slice(contentEnd, this.at);
		if (segment.join(this.delimiters.element) !== content) this.raw = content;
		if (NOT_ASCII.test(content)) this.segment = this.decoded(segment, content);
	}

	private complete(start: number, end: number): void {
		if (this.hasRelease || typeof this.segment[0] !== 'string') {
			this.finish(this.raw?.replace(LINE_BREAKS, '') ?? this.text.slice(start, end), this.hasRelease);
		} else {
			this.finish('', false);
		}
		this.tag = this.segment[0] as string;
		if (this.hasNotAscii) this.segment = this.decoded(this.segment, this.text.slice(start, end));
	}

	private unwrap(content: ByteText): void {
		if (!this.surroundings.isWrapped()) {
			this.report('line-break-in-segment', 'The segment contains a line break, which is kept as data');
			return;
		}
		this.report('file-wrapped', WRAPPED);
		this.raw = content;
		this.scan(content.replace(LINE_BREAKS, ''), 0);
	}

	/**
	 * Splits the segment that begins here into `segment`. Returns where its content ends: at its terminator, at the end
	 * of the text, or -1 if it is longer than segments are.
	 */
	private scan(text: ByteText, start: number): number {
		const { kinds } = this;
		const { shared } = this.surroundings;
		const { elements, components } = this;
		elements.length = 0;
		components.length = 0;
		let repetitions: Composite[] | undefined;
		let from = start;
		let isReleased = false;
		this.hasLineBreak = this.hasNotAscii = this.hasRelease = false;
		let at = start;
		for (; ; at++) {
			let kind = at < text.length ? kinds[text.charCodeAt(at)]! : Kind.Terminator;
			if (kind === Kind.Data) continue;
			if (kind >= Kind.Release && !this.endsAt(text, at, kind)) {
				if (kind === Kind.Release) {
					this.hasRelease = true;
					at = this.beforeReleased(text, at);
					if (at + 1 < text.length) {
						isReleased = true;
						at++;
					}
				}
				if (at - start > LONGEST_SEGMENT_BYTES) return -1;
				continue;
			}
			let length = 1;
			if (at < text.length && text.charCodeAt(at) >= 128) {
				const delimiter = this.beyondAscii.find(({ bytes }) => text.startsWith(bytes, at));
				if (!delimiter) {
					this.hasNotAscii = true;
					continue;
				}
				kind = delimiter.kind;
				length = delimiter.bytes.length;
			}
			const value = isReleased
				? unreleasedValue(text.slice(from, at), this.delimiters.release!)
				: shared.value(text, from, at);
			isReleased = false;
			from = at + length;
			if (kind === Kind.Component) {
				components.push(value);
			} else {
				let composite: Composite = value;
				if (components.length > 0) {
					components.push(value);
					composite = components.slice();
					components.length = 0;
				}
				if (kind === Kind.Repetition) {
					(repetitions ??= []).push(composite);
				} else {
					elements.push(repetitions ? { repetitions: [...repetitions, composite] } : composite);
					repetitions = undefined;
					if (kind !== Kind.Element) break;
				}
			}
			at += length - 1;
		}
		if (at - start > LONGEST_SEGMENT_BYTES) return -1;
		this.segment = elements.slice();
		return at;
	}

	/** The place before what a release character releases: that may stand on the next line. */
	private beforeReleased(text: ByteText, at: number): number {
		let next = at + 1;
		while (/[\r\n]/.test(text.charAt(next))) next++;
		if (next === at + 1) return at;
		this.hasLineBreak = true;
		return this.surroundings.isWrapped() ? next - 1 : at;
	}

	/**
	 * Whether a byte that seldom means anything ends the segment: a CR before the LF that terminates it, or a line break
	 * before another interchange, perhaps with more filler between. The one before lacks its last terminator.
	 */
	private endsAt(text: ByteText, at: number, kind: Kind): boolean {
		if (kind === Kind.ReturnBeforeTerminator && text.charCodeAt(at + 1) === 10) return true;
		if (kind === Kind.NotAscii) this.hasNotAscii = true;
		else if (kind !== Kind.Release) {
			if (text === this.text && this.isBeforeInterchange(at)) return true;
			this.hasLineBreak = true;
		}
		return false;
	}

	/** Whether nothing but filler stands between this place and an interchange. */
	private isBeforeInterchange(at: number): boolean {
		if (at < this.filler.from || at >= this.filler.to) {
			const to = afterFiller(this.text, at);
			this.filler = { from: at, to, isBeforeInterchange: this.surroundings.beginsInterchange(to) };
		}
		return this.filler.isBeforeInterchange;
	}

	private decoded(segment: Segment, content: ByteText): Segment {
		const { coding } = this.surroundings;
		let isReversible = true;
		const value = (bytes: string): string => {
			if (!NOT_ASCII.test(bytes)) return bytes;
			isReversible &&= isText(bytes, coding);
			return coding.decode(bytes);
		};
		const decoded = mapTexts(this.object ? segment.slice(0, -1) : segment, value);
		if (this.object) {
			const bytes = valueOf(segment, segment.length - 1);
			decoded.push(objectText(bytes, coding));
			if (!isText(bytes, coding)) this.raw ??= content;
		}
		if (!isReversible) {
			this.raw ??= content;
			this.report('character-invalid', `The segment contains bytes that are no characters of ${coding.name}`);
		}
		return decoded;
	}
}

/** A value without its release characters. One at the end, which releases nothing, is data. */
function unreleasedValue(value: ByteText, release: string): string {
	let text = '';
	let from = 0;
	for (
		let at = value.indexOf(release);
		at !== -1 && at + 1 < value.length;
		at = value.indexOf(release, from + 1)
	) {
		text += value.slice(from, at);
		from = at + 1;
	}
	return text + value.slice(from);
}
