import type { IDataObject } from 'n8n-workflow';

import type { ApiContext, ApiRequest } from './api';
import { CREDENTIAL } from './credential';

/** Takes secrets out of a text. */
export type Redaction = (text: string) => string;

const BLOT = '•••';
const NAME_OF_SECRET = /password|passphrase|secret|token|api_?key/i;
/** A shorter secret is blotted out only where it stands alone: it would be found in any word. */
const SHORTEST = 4;

const NAMED_IN_HTML: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');

/** A pattern for some characters, all of them backslashes, or just one other: in plain, and in the spellings that JSON, JSON in JSON, a URL, a form or HTML give them. */
function spellingsOf(characters: string): string {
	if (/^[a-z0-9]/i.test(characters)) return characters;
	const character = String.fromCodePoint(characters.codePointAt(0)!);
	const codePoint = character.codePointAt(0)!;
	const units = Array.from(character.split(''), (unit) => hex(unit.charCodeAt(0), 4));
	const name = NAMED_IN_HTML[character];
	const encoded = [
		units.map((unit) => `\\\\{1,7}u${unit}`).join(''),
		[...Buffer.from(character)].map((byte) => `%${hex(byte, 2)}`).join(''),
		`&#(?:0{0,4}${codePoint}|x0{0,4}${hex(codePoint, 1)});`,
		...(name ? [`&${name};`] : []),
		...(character === ' ' ? ['\\+'] : []),
	].join('|');
	const { length } = characters;
	if (character === '\\') return `(?:(?:${encoded}){${length}}|\\\\{${length},${length * 8}})`;
	const literal = units.map((unit) => `\\u${unit}`).join('');
	return `(?:${encoded}|${'"\'/'.includes(character) ? '\\\\{0,7}' : ''}${literal})`;
}

const patternOf = (secret: string): string => {
	const pattern = Array.from(secret.match(/\\+|[^\\]/gu)!, spellingsOf).join('');
	return secret.length < SHORTEST ? `(?<![a-z0-9])${pattern}(?![a-z0-9])` : pattern;
};

/** Blots these secrets out, however they are spelled. Takes linear time in the text. */
export function redactionOf(secrets: string[]): Redaction {
	const patterns = secrets
		.filter((secret) => secret !== '')
		.sort((left, right) => right.length - left.length)
		.map(patternOf);
	if (patterns.length === 0) return (text) => text;
	const any = new RegExp(patterns.join('|'), 'gi');
	return (text) => text.replace(any, BLOT);
}

const namedSecrets = (fields: IDataObject = {}) =>
	Object.entries(fields).flatMap(([name, value]) => (NAME_OF_SECRET.test(name) ? [value] : []));

/** Blots out what is secret of a request: the API key, every field that is declared or named so, and what stands for a login in a header. */
export async function redactionFor(
	context: Pick<ApiContext, 'getCredentials'>,
	{ body, query, secrets = [] }: ApiRequest,
): Promise<Redaction> {
	const { apiKey } = await context.getCredentials<{ apiKey?: string }>(CREDENTIAL);
	const found = [apiKey?.trim(), ...secrets, ...namedSecrets(body), ...namedSecrets(query)].filter(
		(secret): secret is string => typeof secret === 'string',
	);
	const { username, password } = body ?? {};
	if (username && password) found.push(Buffer.from(`${username}:${password}`).toString('base64'));
	return redactionOf(found);
}

const isLogin = (encoded: string) => Buffer.from(encoded, 'base64').toString().includes(':');

/** Blots out what a receiver of deliveries repeats of their `Authorization` header, for whoever does not know the login. */
export const withoutLogins: Redaction = (text) =>
	text
		.replace(/\b(basic +)([a-z0-9+/]{8,}=*)/gi, (all, scheme: string, encoded: string) =>
			isLogin(encoded) ? `${scheme}${BLOT}` : all,
		)
		.replace(/\b(bearer +)[a-z0-9+/._~-]{16,}=*/gi, `$1${BLOT}`)
		.replace(/\b(response=\\{0,7}")[0-9a-f]{32,128}/gi, `$1${BLOT}`);
