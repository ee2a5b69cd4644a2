import { isUtf8, type ByteText } from '../interchange/coding';
import type { EdiFile } from '../interchange/tree';

const BYTE_ORDER_MARKS = { 'UTF-16LE': '\xff\xfe', 'UTF-16BE': '\xfe\xff' } as const;

/** A file in UTF-16 while it is read and written. Each character is a byte: of UTF-8, of a half character in the same pattern, or of `LONE`. */
interface FromUtf16 {
	text: ByteText;
	utf16: NonNullable<EdiFile['utf16']>;
}

/** A surrogate without the other one. */
const HALF = /([\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff])/;
/** The bytes of such a surrogate in the pattern of UTF-8, which excludes them. */
const HALF_BYTES = /(\xed[\xa0-\xbf][\x80-\xbf])/;
/** Stands in front of the last byte of a file that breaks off inside a character. UTF-8 has no such byte. */
const LONE = '\xff';

const bytesOfHalf = (half: string): ByteText => {
	const code = half.charCodeAt(0);
	return String.fromCharCode(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
};

const halfOf = (bytes: ByteText): string =>
	String.fromCharCode(
		((bytes.charCodeAt(0) & 0x0f) << 12) | ((bytes.charCodeAt(1) & 0x3f) << 6) | (bytes.charCodeAt(2) & 0x3f),
	);

/** Changes the parts that a pattern matches in one way, and those between them in another. */
const parts = (
	text: string,
	pattern: RegExp,
	between: (part: string) => string,
	matched: (part: string) => string,
): string =>
	text
		.split(pattern)
		.map((part, index) => (index % 2 === 0 ? between(part) : matched(part)))
		.join('');

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

/** A file in UTF-16, by its byte order mark or by the NULs of its first letters; undefined if it is in none. */
export function fromUtf16(bytes: Buffer): FromUtf16 | undefined {
	const start = bytes.toString('latin1', 0, 6);
	const utf16 =
		start.startsWith(BYTE_ORDER_MARKS['UTF-16LE']) || /^(I\0S\0A\0|U\0N\0[AB]\0)/.test(start)
			? 'UTF-16LE'
			: start.startsWith(BYTE_ORDER_MARKS['UTF-16BE']) || /^(\0I\0S\0A|\0U\0N\0[AB])/.test(start)
				? 'UTF-16BE'
				: undefined;
	if (!utf16) return undefined;
	const even = bytes.subarray(0, bytes.length & ~1);
	const lone = bytes.toString('latin1', even.length);
	const decoded = (utf16 === 'UTF-16LE' ? even : swapped(even)).toString('utf16le');
	const text = parts(
		decoded,
		HALF,
		(part) => Buffer.from(part, 'utf8').toString('latin1'),
		(half) => bytesOfHalf(half),
	);
	return { text: lone === '' ? text : text + LONE + lone, utf16 };
}

/** The file for what `fromUtf16` made of it, or of such a text that was changed; undefined if its bytes are no letters. */
export function toUtf16(text: ByteText, utf16: FromUtf16['utf16']): Buffer | undefined {
	const isBroken = text.charAt(text.length - 2) === LONE;
	const whole = isBroken ? text.slice(0, -2) : text;
	if (!whole.split(HALF_BYTES).every((part, index) => index % 2 === 1 || isUtf8(part))) return undefined;
	const decoded = parts(
		whole,
		HALF_BYTES,
		(part) => Buffer.from(part, 'latin1').toString('utf8'),
		(half) => halfOf(half),
	);
	const bytes = Buffer.from(decoded, 'utf16le');
	return Buffer.concat([
		utf16 === 'UTF-16LE' ? bytes : bytes.swap16(),
		Buffer.from(isBroken ? text.slice(-1) : '', 'latin1'),
	]);
}

/**
 * Offsets in a text of `fromUtf16` as offsets in the file. They have to come in ascending order, so that a file with many
 * takes linear time.
 */
export function offsetsInUtf16(text: ByteText): (offset: number) => number {
	let place = 0;
	let units = 0;
	return (offset) => {
		for (; place < offset; place++) {
			const byte = text.charCodeAt(place);
			const isFirst = byte < 0x80 || (byte >= 0xc0 && byte < 0xff);
			if (isFirst) units += byte >= 0xf0 ? 2 : 1;
		}
		return 2 * units;
	};
}
