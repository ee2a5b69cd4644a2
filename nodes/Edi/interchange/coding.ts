import { bytesOf, type CharacterSet, type SingleByteSet } from '../../shared/characterSets';
import type { Delimiters } from './tree';

/** Text before it is decoded: each character, U+0000 to U+00FF, is a byte. Offsets in it are offsets in bytes. */
export type ByteText = string;

/** The way between the bytes of a character set and its characters. What `decode` returns, `encode` turns into the same bytes, for bytes that are valid in the set. */
export interface Coding {
	readonly name: CharacterSet;
	decode(bytes: ByteText): string;
	/** The bytes, or the first character that they can't say. */
	encode(text: string): { bytes: ByteText } | { missing: string };
	/** The first character that the set doesn't have. `decode` gives a character to each byte, even if the set doesn't. */
	missing(text: string): string | undefined;
}

export const NOT_ASCII = /[^\0-\x7f]/;

const CHUNK_BYTES = 64 * 1024;

/** Whether bytes are valid UTF-8. Node.js has this, but n8n Cloud allows no import of its modules. */
export function isUtf8(bytes: ByteText): boolean {
	const decoder = new TextDecoder('utf-8', { fatal: true });
	try {
		for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
			decoder.decode(Buffer.from(bytes.slice(at, at + CHUNK_BYTES), 'latin1'), { stream: true });
		}
		decoder.decode();
		return true;
	} catch {
		return false;
	}
}

/** A surrogate without the other one. */
const HALF_CHARACTER = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const utf8: Coding = {
	name: 'UTF-8',
	decode: (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'),
	encode(text) {
		const half = HALF_CHARACTER.exec(text);
		return half ? { missing: half[0] } : { bytes: Buffer.from(text, 'utf8').toString('latin1') };
	},
	missing: (text) => HALF_CHARACTER.exec(text)?.[0],
};

/** Where a byte that the set leaves undefined goes if its own number is the character of another byte. */
const PRIVATE_USE = 0xf700;

function singleByte(name: SingleByteSet): Coding {
	const known = bytesOf(name);
	const encoding = new Map(known);
	const defined = new Set(encoding.values());
	for (let byte = 0; byte < 256; byte++) {
		if (defined.has(byte)) continue;
		const itself = String.fromCharCode(byte);
		encoding.set(encoding.has(itself) ? String.fromCharCode(PRIVATE_USE + byte) : itself, byte);
	}
	const decoding = new Array<string>(256);
	for (const [character, byte] of encoding) decoding[byte] = character;
	return {
		name,
		decode: (bytes) =>
			NOT_ASCII.test(bytes) ? Array.from(bytes, (byte) => decoding[byte.charCodeAt(0)]!).join('') : bytes,
		encode(text) {
			if (!NOT_ASCII.test(text)) return { bytes: text };
			let bytes = '';
			for (const character of text) {
				const byte = encoding.get(character);
				if (byte === undefined) return { missing: character };
				bytes += String.fromCharCode(byte);
			}
			return { bytes };
		},
		missing: (text) => [...text].find((character) => !known.has(character)),
	};
}

function koreanTable(): Map<string, string> {
	const decoder = new TextDecoder('euc-kr');
	const table = new Map<string, string>();
	for (let lead = 0x81; lead < 0xff; lead++) {
		for (let trail = 0x41; trail < 0xff; trail++) {
			const character = decoder.decode(Uint8Array.of(lead, trail));
			if (character.length === 1 && character !== '\uFFFD') {
				table.set(character, String.fromCharCode(lead, trail));
			}
		}
	}
	return table;
}

function korean(): Coding {
	let table: Map<string, string> | undefined;
	const decoder = new TextDecoder('euc-kr');
	const bytesFor = (character: string): ByteText | undefined =>
		character < '\x80' ? character : (table ??= koreanTable()).get(character);
	return {
		name: 'KS C 5601',
		decode: (bytes) => decoder.decode(Buffer.from(bytes, 'latin1')),
		encode(text) {
			if (!NOT_ASCII.test(text)) return { bytes: text };
			let bytes = '';
			for (const character of text) {
				const encoded = bytesFor(character);
				if (encoded === undefined) return { missing: character };
				bytes += encoded;
			}
			return { bytes };
		},
		missing: (text) => [...text].find((character) => bytesFor(character) === undefined),
	};
}

const codings = new Map<CharacterSet, Coding>();

/** The coding of a character set. */
export function codingOf(set: CharacterSet): Coding {
	let coding = codings.get(set);
	if (!coding) {
		coding = set === 'UTF-8' ? utf8 : set === 'KS C 5601' ? korean() : singleByte(set);
		codings.set(set, coding);
	}
	return coding;
}

/** Whether bytes are characters of a set, so that they can be written again. */
export function isText(bytes: ByteText, coding: Coding): boolean {
	if (!NOT_ASCII.test(bytes)) return true;
	const again = coding.encode(coding.decode(bytes));
	return 'bytes' in again && again.bytes === bytes;
}

/** An object of any bytes: as text, or with a character for each byte if it is none. */
export const objectText = (bytes: ByteText, coding: Coding): string =>
	isText(bytes, coding) ? coding.decode(bytes) : bytes;

/** Delimiters as characters: in UTF-8, some are several bytes. */
export function characterDelimiters(delimiters: Delimiters, characterSet: CharacterSet): Delimiters {
	const coding = codingOf(characterSet);
	const entries = Object.entries(delimiters) as [keyof Delimiters, string][];
	return Object.fromEntries(
		entries.map(([name, value]) => [name, coding.decode(value)]),
	) as unknown as Delimiters;
}
