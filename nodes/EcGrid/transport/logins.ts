import { masked, type Range } from './mask';
import { limitedDepth } from './depth';
import type { Redaction } from './redaction';
import { unescaped, withoutBackslashes, type DecodedText } from './decodedText';

const charactersOf = (pattern: RegExp) =>
	Array.from({ length: 128 }, (_, code) => pattern.test(String.fromCharCode(code)));

const WORD = charactersOf(/[a-z0-9]/i);
const BASE64 = charactersOf(/[a-z0-9+/_-]/i);
const TOKEN = charactersOf(/[a-z0-9+/_.~-]/i);
const EQUALS_SIGN = 0x3d;

/** A shorter word is an ordinary one. */
const MIN_TOKEN_LENGTH = 8;

const hasColon = (token: string) =>
	token.length >= MIN_TOKEN_LENGTH && Buffer.from(token, 'base64').includes(':');

/** Whether Base64 encodes a login wherever it occurs: text with a colon. */
const isLogin = (token: string) =>
	hasColon(token) && !/[\p{Cc}\ufffd]/u.test(Buffer.from(token, 'base64').toString());

/** Digits alone are an ID or another number, which JSON has without quotation marks. */
const isNumber = (token: string) => /^[\d.]+(e[+-]?\d+)?$/i.test(token);

/** A word that announces a secret of sender and receiver. */
interface Announcement {
	word: string;
	/** The characters of the secret. */
	alphabet: boolean[];
	/** Whether a token is the secret. It follows the word directly or, with another word between, is `further` away. */
	isSecret(token: string, further: boolean): boolean;
}

const ANNOUNCEMENTS: Announcement[] = [
	{ word: 'basic', alphabet: BASE64, isSecret: hasColon },
	{
		word: 'bearer',
		alphabet: TOKEN,
		isSecret: (token, further) => token.length >= 16 && (!further || /\d/.test(token)),
	},
	{ word: 'response', alphabet: WORD, isSecret: (token) => /^[0-9a-f]{32,}$/i.test(token) },
];

/** The most words from the announcement to its secret: `{"scheme":"Basic","parameter":"…"}` has one between. */
const MAX_DISTANCE_WORDS = 2;

/** White space for a letter that means it after a backslash; any other character as it is. */
const asWhiteSpace = (code: number) => ('nrtbf'.includes(String.fromCharCode(code)) ? 0x20 : code);

/** The places of logins in a text. Takes linear time. */
function loginsIn({ codes, starts }: DecodedText): Range[] {
	const isWord = (at: number) => WORD[codes[at] ?? 0] === true;
	const announcementAt = (at: number) =>
		ANNOUNCEMENTS.find(
			({ word }) =>
				(codes[at]! | 0x20) === word.charCodeAt(0) &&
				!isWord(at + word.length) &&
				String.fromCodePoint(...codes.subarray(at, at + word.length)).toLowerCase() === word,
		);

	const ranges: Range[] = [];
	let announced: Announcement | undefined;
	let distance = 0;
	for (let at = 0; at < codes.length; at++) {
		if (!isWord(at)) continue;
		const announcement = announcementAt(at);
		if (announcement) {
			announced = announcement;
			distance = 0;
			at += announcement.word.length - 1;
			continue;
		}
		if (++distance > MAX_DISTANCE_WORDS) announced = undefined;
		const alphabet = announced?.alphabet ?? BASE64;
		let end = at + 1;
		while (alphabet[codes[end] ?? 0] && !(isWord(end) && !isWord(end - 1) && announcementAt(end))) end++;
		for (let padding = 0; padding < 2 && codes[end] === EQUALS_SIGN; padding++) end++;
		const token = end - at < MIN_TOKEN_LENGTH ? '' : Buffer.from(codes.subarray(at, end)).toString('latin1');
		if (!isNumber(token) && (announced?.isSecret(token, distance > 1) || isLogin(token))) {
			ranges.push([starts[at]!, starts[end]!]);
			announced = undefined;
		}
		at = end - 1;
	}
	return ranges;
}

/** Redacts the `Authorization` header that a receiver of deliveries repeats, without knowing the login. */
export const withoutLogins: Redaction = (text) =>
	masked(text, loginsIn(withoutBackslashes(unescaped(text), asWhiteSpace)));

/** The same for JSON, as one text, because a login may be beside the field that announces it. */
export const withoutLoginsIn = (data: unknown): unknown =>
	data === undefined ? undefined : JSON.parse(withoutLogins(JSON.stringify(limitedDepth(data))));

/** A URL without its login. */
export const withoutLogin = (url: string): string => url.replace(/^(https?:\/\/).*@/i, '$1');
