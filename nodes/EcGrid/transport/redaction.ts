import { masked, type Range } from './mask';
import { needleOf, placesOf, type Needle } from './substringSearch';
import { folded, literal, unescaped, withoutBackslashes, type DecodedText } from './decodedText';
import { withoutFullStop } from './withoutFullStop';

/** Redacts secrets in a text. */
export type Redaction = (text: string) => string;

/** A shorter secret is redacted only as a whole word, because it may be part of any word. */
const MIN_SUBSTRING_LENGTH = 4;

const EQUALS_SIGN = 0x3d;

/** The ways to read a text: as it is written, and without escapes, with or without backslashes. */
const READINGS = {
	literal: (text: string) => folded(literal(text)),
	spelled: (text: string) => folded(withoutBackslashes(unescaped(text))),
	withBackslashes: (text: string) => folded(unescaped(text)),
};

type Way = keyof typeof READINGS;

/** The form of a secret in one reading of a text. */
interface Form {
	way: Way;
	needle: Needle;
	/** For Base64: how many characters beside it encode a part of the secret, too. */
	beside?: { before: number; after: number };
}

const formOf = (text: string, way: Way): Form => ({ way, needle: needleOf(READINGS[way](text).codes) });

/** The secret as it is, and with any escapes. A secret that is little more than backslashes is searched with them. */
function plainForms(secret: string): Form[] {
	const spelled = formOf(secret, 'spelled');
	const isBare = spelled.needle.codes.length < MIN_SUBSTRING_LENGTH && secret.includes('\\');
	return [formOf(secret, 'literal'), isBare ? formOf(secret, 'withBackslashes') : spelled];
}

/** Base64 that encodes only bytes of a secret, and how many characters beside it encode some of them, too. */
interface Base64 {
	text: string;
	beside: { before: number; after: number };
}

/** The Base64 of a secret that begins after `offset` other bytes. */
function base64At(bytes: Buffer, offset: number, alphabet: 'base64' | 'base64url'): Base64 {
	const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString(alphabet);
	const bits = (offset + bytes.length) * 8;
	const text = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
	return { text, beside: { before: offset > 0 ? 1 : 0, after: bits % 6 > 0 ? 1 : 0 } };
}

const isAscii = (text: string) => Buffer.byteLength(text) === text.length;

/** A secret in Base64 of either alphabet, at any place in the encoded bytes. */
function base64Forms(secret: string): Form[] {
	const bytes = [Buffer.from(secret), Buffer.from(secret, 'latin1')].slice(0, isAscii(secret) ? 1 : 2);
	const all = bytes.flatMap((each) =>
		[0, 1, 2].flatMap((offset) => [base64At(each, offset, 'base64'), base64At(each, offset, 'base64url')]),
	);
	const distinct = new Map(all.map((each) => [each.text, each])).values();
	return Array.from(distinct, ({ text, beside }) => ({
		way: 'spelled',
		needle: needleOf(READINGS.literal(text).codes),
		beside,
	}));
}

/** Whether a text is short and has nothing that `READINGS` read in another way than it is written, so that n8n's own search will do: that is nearly every text. */
const isPlain = (text: string) => text.length <= 10_000 && !/[^ -$'-*,-[\]-~]/.test(text);

const isWordCharacter = (character: string | undefined) =>
	character !== undefined && /^[a-z0-9]$/i.test(character);

const standsAlone = (text: string, from: number, to: number) =>
	!isWordCharacter(text[from - 1]) && !isWordCharacter(text[to]);

/** The places of a form in a text. */
function rangesOf({ needle, beside }: Form, { codes, starts }: DecodedText, text: string): Range[] {
	const { length } = needle.codes;
	const ranges: Range[] = [];
	let last: Range | undefined;
	for (const at of placesOf(needle, codes)) {
		const first = Math.max(0, at - (beside?.before ?? 0));
		let end = Math.min(codes.length, at + length + (beside?.after ?? 0));
		for (let padding = 0; beside && padding < 2 && codes[end] === EQUALS_SIGN; padding++) end++;
		const [from, to] = [starts[first]!, starts[end]!];
		if (length < MIN_SUBSTRING_LENGTH && !standsAlone(text, from, to)) continue;
		if (last && from <= last[1]) last[1] = Math.max(last[1], to);
		else ranges.push((last = [from, to]));
	}
	return ranges;
}

/**
 * Redacts these secrets in any letter case and with any escapes: of JSON, URLs, forms or HTML, nested in each other, in
 * other Unicode, or in Base64. For a login, it searches only the Base64. Takes linear time in the text and in each secret.
 */
export function redactionOf(secrets: string[], logins: string[] = []): Redaction {
	// The end of an error may have lost its full stop.
	const values = [...new Set(secrets.flatMap((secret) => [secret, secret.trim(), withoutFullStop(secret)]))];
	const forms = [...values.flatMap(plainForms), ...[...values, ...logins].flatMap(base64Forms)].filter(
		({ needle }) => needle.codes.length > 0,
	);
	const shortest = Math.min(...forms.map(({ needle }) => needle.codes.length));
	const written = forms.map(({ needle }) =>
		Array.from(needle.codes, (code) => String.fromCodePoint(code)).join(''),
	);
	return (text) => {
		if (text.length < shortest) return text;
		if (isPlain(text)) {
			const lower = text.toLowerCase();
			if (!written.some((each) => each.length <= lower.length && lower.includes(each))) return text;
		}
		const readings = new Map<Way, DecodedText>();
		const reading = (way: Way) => readings.get(way) ?? readings.set(way, READINGS[way](text)).get(way)!;
		return masked(
			text,
			forms.flatMap((form) => rangesOf(form, reading(form.way), text)),
		);
	};
}
