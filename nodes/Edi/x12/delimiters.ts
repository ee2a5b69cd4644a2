import type { ByteText } from '../interchange/coding';
import type { Delimiters, Segment } from '../interchange/tree';

/** An ISA segment, however it is padded or broken. */
export interface IsaSegment {
	segment: Segment;
	delimiters: Delimiters;
	/** Where the segment's values end, before its terminator. */
	contentEnd: number;
	/** Where its terminator ends. */
	end: number;
	/** Whether line breaks were dropped from it. */
	isWrapped: boolean;
	/** Whether a blank stands between ISA16 and the terminator. */
	hasBlank: boolean;
}

/** Lengths of ISA01 to ISA16. X12.5. */
export const ISA_LENGTHS = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
const SEPARATORS_AT = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];
const COMPONENT_SEPARATOR_AT = 104;
/** An ISA that isn't padded, or wrapped, is shorter or little longer than one that is. */
const LONGEST_ISA = 400;
/** A segment terminator, in UTF-8 perhaps of several bytes, with the tag of the next segment. */
const AFTER_ISA = /(?:[\xc2-\xf4][\x80-\xbf]{1,3}|[^A-Za-z0-9 ])[ \r\n]*(?:GS|TA1|ISB|IEA)$/;
const NO_SEPARATOR = /^[A-Za-z0-9\s]?$/;

/** A delimiter as it starts at this place: one character, which is several bytes in UTF-8. */
export function delimiterAt(text: ByteText, at: number): ByteText {
	const first = text.charCodeAt(at);
	const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
	const bytes = text.slice(at, at + length);
	return length > 1 && /^.[\x80-\xbf]+$/s.test(bytes) && bytes.length === length ? bytes : bytes.slice(0, 1);
}

const isPadded = (text: ByteText, at: number): boolean => {
	const separator = text[at + 3];
	return SEPARATORS_AT.every((offset) => text[at + offset] === separator);
};

/** ISA01 to ISA15 by their places: a separator inside one of them is data. */
const elementsByPlace = (text: ByteText, at: number): string[] => [
	'ISA',
	...SEPARATORS_AT.slice(1).map((end, index) => text.slice(at + SEPARATORS_AT[index]! + 1, at + end)),
];

const NEXT_SEGMENT = /^[\r\n]*(GS|TA1|ISB|IEA)$/;

/** Whether the segment after ISA begins here, perhaps on the next line. */
const isSegmentAfterIsa = (text: ByteText, at: number, element: string): boolean =>
	NEXT_SEGMENT.test(text.slice(at, at + LONGEST_ISA).split(element, 1)[0]!);

/** Whether a mark that seems to end ISA ends the segment after it, too: another segment follows it there. */
function endsAgain(text: ByteText, mark: ByteText, from: number, element: string): boolean {
	const end = text.indexOf(mark, from);
	if (end === -1 || end > from + LONGEST_ISA) return false;
	const next = text.slice(end + mark.length, end + mark.length + 12).split(element, 1)[0]!;
	return /^[ \r\n]*[A-Z][A-Z0-9]{1,2}$/.test(next);
}

/** Whether what stands at the place of ISA16 is the terminator: then the segment after ISA ends in it, too. */
function isTerminator(text: ByteText, at: number, character: ByteText, element: string): boolean {
	const next = at + character.length;
	if (!isSegmentAfterIsa(text, next, element)) return false;
	const lines = text.slice(next, next + LONGEST_ISA).split(/[\r\n]+/);
	return lines[0] === '' ? lines[1]!.endsWith(character) : endsAgain(text, character, next, element);
}

/** The terminator that follows ISA16 at this place, and where it ends. Some senders put a blank before it. */
function terminatorAt(text: ByteText, at: number, element: string): { from: number; terminator: ByteText } {
	const wrapped = /^[\r\n]+(?=[^A-Za-z0-9\s](GS|TA1|ISB|IEA))/.exec(text.slice(at, at + 12));
	if (wrapped) {
		const from = at + wrapped[0].length;
		return { from, terminator: delimiterAt(text, from) };
	}
	if (text[at] === ' ' && /^[^A-Za-z0-9\s]\s*(GS|TA1|ISB|IEA)/.test(text.slice(at + 1, at + 12))) {
		return { from: at + 1, terminator: delimiterAt(text, at + 1) };
	}
	// A line that ends in CR LF is terminated by LF: the other lines may end in LF alone.
	if (text[at] === '\r' && text[at + 1] === '\n') return { from: at, terminator: '\n' };
	const terminator = delimiterAt(text, at);
	const isOne = terminator !== element && !/[A-Za-z0-9 ]/.test(terminator);
	return { from: at, terminator: isOne ? terminator : '' };
}

/** ISA16; '' if the terminator stands in its place. */
function componentAt(text: ByteText, at: number, element: string): ByteText {
	const character = delimiterAt(text, at);
	return /^[\r\n]?$/.test(character) || isTerminator(text, at, character, element) ? '' : character;
}

function repetitionSeparator(elements: string[], element: string): string | undefined {
	const version = elements[12]?.trim() ?? '';
	const separator = elements[11] ?? '';
	const isIn = /^\d{5}$/.test(version) && version >= '00402';
	const isOne = !NO_SEPARATOR.test(separator) && delimiterAt(separator, 0) === separator;
	return isIn && isOne && separator !== element ? separator : undefined;
}

function isaOf(
	elements: string[],
	element: string,
	text: ByteText,
	at: number,
): Omit<IsaSegment, 'isWrapped'> {
	const component = elements[16];
	const { from, terminator } = terminatorAt(text, at, element);
	return {
		segment: elements,
		contentEnd: at,
		hasBlank: text[at] === ' ' && from > at,
		end: from === at && text[at] === '\r' && terminator === '\n' ? at + 2 : from + terminator.length,
		delimiters: {
			element,
			...(component && !NO_SEPARATOR.test(component) && component !== element && { component }),
			...(repetitionSeparator(elements, element) && { repetition: repetitionSeparator(elements, element) }),
			segment: terminator,
		},
	};
}

/** Where the text without its line breaks goes on after this many characters. */
function placeAfter(text: ByteText, from: number, characters: number): number {
	let at = from;
	for (let left = characters; left > 0 && at < text.length; at++) {
		if (text[at] !== '\r' && text[at] !== '\n') left--;
	}
	return at;
}

/** The elements up to ISA16, by counting separators; fewer if another segment begins before. */
function elementsByCounting(
	text: ByteText,
	at: number,
	element: string,
): { elements: string[]; end: number } {
	const elements = ['ISA'];
	let from = at + 3 + element.length;
	while (elements.length < 16) {
		const separator = text.indexOf(element, from);
		if (separator === -1 || separator > at + LONGEST_ISA) break;
		const value = text.slice(from, separator);
		const next = AFTER_ISA.exec(value);
		if (next && endsAgain(text, delimiterAt(text, from + next.index), separator, element)) {
			elements.push(value.slice(0, next.index));
			return { elements, end: from + next.index };
		}
		elements.push(value);
		from = separator + element.length;
	}
	if (elements.length === 16) {
		const component = componentAt(text, from, element);
		return { elements: [...elements, component], end: from + component.length };
	}
	const lineEnd = /[\r\n]/.exec(text.slice(from, at + LONGEST_ISA));
	const end = lineEnd ? from + lineEnd.index : Math.min(text.length, at + LONGEST_ISA);
	return { elements: [...elements, text.slice(from, end)], end };
}

/** Reads the ISA segment at a place of a text. Its terminator is '' if there is none. X12.5; facts of practice in the tests. */
export function isaAt(text: ByteText, at: number): IsaSegment {
	const element = delimiterAt(text, at + 3);
	if (isPadded(text, at)) {
		const component = componentAt(text, at + COMPONENT_SEPARATOR_AT, element);
		const elements = [...elementsByPlace(text, at), component];
		const end = at + COMPONENT_SEPARATOR_AT + component.length;
		if (!/[\r\n]/.test(text.slice(at, end))) {
			return { ...isaOf(elements, element, text, end), isWrapped: false };
		}
	}
	const unwrapped = text.slice(at, at + LONGEST_ISA).replace(/[\r\n]/g, '');
	if (isPadded(unwrapped, 0) && /[\r\n]/.test(text.slice(at, placeAfter(text, at, 105)))) {
		const elements = [...elementsByPlace(unwrapped, 0), unwrapped[COMPONENT_SEPARATOR_AT]!];
		const end = placeAfter(text, at, COMPONENT_SEPARATOR_AT + 1);
		return { ...isaOf(elements, element, text, end), isWrapped: true };
	}
	const { elements, end } = elementsByCounting(text, at, element);
	return { ...isaOf(elements, element, text, end), isWrapped: false };
}

/** Delimiters of segments that stand without ISA, guessed from the first of them; undefined if they can't be. */
export function delimitersWithoutIsa(text: ByteText, at: number): Delimiters | undefined {
	const beginning = text.slice(at, at + LONGEST_ISA);
	const element = beginning[2]!;
	const quoted = element.replace(/[\\\]^]/, '\\$&');
	const value = `[^${quoted}]*?`;
	const next = `([^A-Za-z0-9 ${quoted}]|\\r?\\n)\\s*`;
	const pattern = beginning.startsWith('GS')
		? `^GS(?:[${quoted}]${value}){7}[${quoted}][A-Za-z0-9]*${next}ST[${quoted}]`
		: `^ST[${quoted}]\\d{3}[${quoted}][A-Za-z0-9]+(?:[${quoted}]${value})?${next}[A-Z][A-Z0-9]{1,2}[${quoted}]`;
	const found = new RegExp(pattern).exec(beginning);
	if (!found) return undefined;
	return { element, segment: found[1]!.slice(-1) };
}
