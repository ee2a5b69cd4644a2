/** A text as characters, each of which may be spelled with several: an escape, a mark, a pair of surrogates. */
export interface DecodedText {
	/** Code points. */
	codes: Int32Array;
	/** Where in the text each of them begins, and where the last one ends. */
	starts: Int32Array;
}

const codeOf = (character: string) => character.charCodeAt(0);

const BACKSLASH = codeOf('\\');
/** A backslash that was an escape itself: one after it is another one, and the beginning of the next escape. */
const ESCAPED_BACKSLASH = -1;
const PERCENT = codeOf('%');
const AMPERSAND = codeOf('&');
const SEMICOLON = codeOf(';');

const NAMED_IN_HTML: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Characters of the longest entity that is read. */
const MAX_ENTITY_LENGTH = 16;

const HIGHEST_CODE_POINT = 0x10ffff;
const FIRST_MARK = 0x300;
/** What may be one character with the one before it: a mark, and the later letters of a Korean syllable. */
const MARK = /[\p{M}\u1161-\u11c2]/u;

const isHex = (unit: number) =>
	(unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 70) || (unit >= 97 && unit <= 102);
const isLetter = (unit: number | undefined, letter: string) =>
	unit !== undefined && (unit | 0x20) === codeOf(letter);

const isBackslash = (unit: number | undefined) => unit === BACKSLASH || unit === ESCAPED_BACKSLASH;

/** What some characters at the end of those read so far stand for, and how many they are. */
interface Spelling {
	code: number;
	length: number;
}

const fromHex = (digits: Int32Array, length: number): Spelling => ({
	code: parseInt(String.fromCharCode(...digits), 16),
	length,
});

/** `%XX`, `\xXX`, `\uXXXX` and `%uXXXX`. */
function hexadecimal(codes: Int32Array, end: number): Spelling | undefined {
	if (end < 3 || !isHex(codes[end - 2]!)) return undefined;
	const [before, intro] = [codes[end - 3]!, codes[end - 4]];
	if (before === PERCENT) return fromHex(codes.subarray(end - 2, end), 3);
	if (isLetter(before, 'x') && isBackslash(intro)) return fromHex(codes.subarray(end - 2, end), 4);
	if (end < 6 || !isHex(before) || !isHex(intro!) || !isLetter(codes[end - 5], 'u')) return undefined;
	const isEscape = isBackslash(codes[end - 6]) || codes[end - 6] === PERCENT;
	return isEscape ? fromHex(codes.subarray(end - 4, end), 6) : undefined;
}

/** `&amp;`, `&#38;`, `&#x26;`. */
function entity(codes: Int32Array, end: number): Spelling | undefined {
	let at = end - 2;
	while (at >= 0 && end - at < MAX_ENTITY_LENGTH && codes[at] !== AMPERSAND) at--;
	if (codes[at] !== AMPERSAND) return undefined;
	const name = String.fromCharCode(...codes.subarray(at + 1, end - 1)).toLowerCase();
	const number = /^#(?:(\d+)|x([\da-f]+))$/.exec(name);
	const known = Object.hasOwn(NAMED_IN_HTML, name) ? codeOf(NAMED_IN_HTML[name]!) : NaN;
	const found = number ? parseInt(number[1] ?? number[2]!, number[1] ? 10 : 16) : known;
	return found <= HIGHEST_CODE_POINT ? { code: found, length: end - at } : undefined;
}

/** UTF-8 of which each byte is a character: those of a URL are read so first. */
function utf8(codes: Int32Array, end: number): Spelling | undefined {
	let length = 1;
	while (length < 4 && ((codes[end - length] ?? 0) & ~0x3f) === 0x80) length++;
	const lead = codes[end - length] ?? 0;
	const expectedLength = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
	if (expectedLength !== length) return undefined;
	let code = lead & (0x7f >> length);
	for (let at = end - length + 1; at < end; at++) code = code * 64 + (codes[at]! & 0x3f);
	return code <= HIGHEST_CODE_POINT ? { code, length } : undefined;
}

/** The two halves of a character beyond U+FFFF. */
function surrogates(codes: Int32Array, end: number): Spelling | undefined {
	const high = codes[end - 2] ?? 0;
	if (high < 0xd800 || high > 0xdbff) return undefined;
	return { code: (high - 0xd800) * 0x400 + codes[end - 1]! - 0xdc00 + 0x10000, length: 2 };
}

/** A letter and its mark. */
function composed(codes: Int32Array, end: number): Spelling | undefined {
	const [letter, mark] = [codes[end - 2] ?? -1, codes[end - 1]!];
	if (letter < 0 || !MARK.test(String.fromCodePoint(mark))) return undefined;
	const both = String.fromCodePoint(letter, mark).normalize('NFC');
	const code = both.codePointAt(0)!;
	return both.length === (code > 0xffff ? 2 : 1) ? { code, length: 2 } : undefined;
}

/** What the last of these characters stand for. Looks no further back than the longest spelling. */
function spellingAt(codes: Int32Array, end: number): Spelling | undefined {
	const last = codes[end - 1]!;
	if (last < 0x80) {
		if (isHex(last)) return hexadecimal(codes, end);
		return last === SEMICOLON ? entity(codes, end) : undefined;
	}
	if (last < 0xc0) return utf8(codes, end);
	if (last >= 0xdc00 && last <= 0xdfff) return surrogates(codes, end);
	return last >= FIRST_MARK ? composed(codes, end) : undefined;
}

/**
 * A text with every escape of JSON, JavaScript, URLs and HTML read, in whatever order one was written into the other,
 * characters composed (NFC), and each run of backslashes as one. Takes linear time: what is read makes the rest shorter.
 */
export function unescaped(text: string): DecodedText {
	const codes = new Int32Array(text.length);
	const starts = new Int32Array(text.length + 1);
	let length = 0;
	const add = (code: number, start: number) => {
		const before = length > 0 ? codes[length - 1] : undefined;
		if (code === BACKSLASH ? before === BACKSLASH : code === ESCAPED_BACKSLASH && isBackslash(before))
			return false;
		codes[length] = code;
		starts[length++] = start;
		return true;
	};
	for (let at = 0; at < text.length; at++) {
		let isNew = add(text.charCodeAt(at), at);
		while (isNew) {
			const spelling = spellingAt(codes, length);
			if (!spelling) break;
			length -= spelling.length;
			isNew = add(spelling.code === BACKSLASH ? ESCAPED_BACKSLASH : spelling.code, starts[length]!);
		}
	}
	starts[length] = text.length;
	return { codes: codes.subarray(0, length), starts: starts.subarray(0, length + 1) };
}

/** A text as it is written, a character for each unit of it. */
export function literal(text: string): DecodedText {
	const codes = new Int32Array(text.length);
	const starts = new Int32Array(text.length + 1);
	for (let at = 0; at < text.length; at++) {
		codes[at] = text.charCodeAt(at);
		starts[at] = at;
	}
	starts[text.length] = text.length;
	return { codes, starts };
}

/** Without backslashes: each belongs to the character after it, which `escaped` may replace. */
export function withoutBackslashes(
	reading: DecodedText,
	escaped = (code: number): number => code,
): DecodedText {
	const codes = new Int32Array(reading.codes.length);
	const starts = new Int32Array(reading.starts.length);
	let length = 0;
	let backslash = -1;
	for (let at = 0; at < codes.length; at++) {
		const code = reading.codes[at]!;
		const start = reading.starts[at]!;
		if (isBackslash(code)) {
			if (backslash < 0) backslash = start;
			continue;
		}
		codes[length] = backslash < 0 ? code : escaped(code);
		starts[length++] = backslash < 0 ? start : backslash;
		backslash = -1;
	}
	starts[length] = reading.starts[reading.codes.length]!;
	return { codes: codes.subarray(0, length), starts: starts.subarray(0, length + 1) };
}

/** Characters that are one and the same to whoever looks for a secret: `\n` is a line break after a backslash was dropped, and `+` a blank in a form. */
const ALIKE = new Map(
	Object.entries({ '+': ' ', '\n': 'n', '\r': 'r', '\t': 't', '\b': 'b', '\f': 'f' }).map(
		(pair) => pair.map(codeOf) as [number, number],
	),
);

const foldedCode = (each: number): number => {
	if (each >= 0x80) return String.fromCodePoint(each).toLowerCase().codePointAt(0)!;
	if (each >= 65 && each <= 90) return each + 32;
	if (each === ESCAPED_BACKSLASH) return BACKSLASH;
	return each < 48 ? (ALIKE.get(each) ?? each) : each;
};

/** Letters without case, and what is alike as one. */
export const folded = ({ codes, starts }: DecodedText): DecodedText => ({
	codes: codes.map(foldedCode),
	starts,
});
