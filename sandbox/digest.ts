import { createHash, randomBytes } from 'node:crypto';

/** A server's Digest challenge (RFC 7616). */
export interface Challenge {
	realm: string;
	nonce: string;
	algorithm: 'MD5' | 'SHA-256';
	opaque?: string;
	stale: boolean;
}

export interface Login {
	username: string;
	password: string;
}

const PARAMETER = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/g;

/**
 * Picks the strongest challenge in the `WWW-Authenticate` headers that this client can answer: SHA-256, then
 * MD5.
 */
export function chooseChallenge(headers: readonly string[]): Challenge | undefined {
	const challenges = headers.flatMap((header) => challengesIn(header));
	return challenges.find(({ algorithm }) => algorithm === 'SHA-256') ?? challenges[0];
}

/**
 * Parses the Digest challenges in one header. If a challenge repeats a parameter, `which` selects the one
 * that counts.
 */
export function challengesIn(header: string, which: 'first' | 'last' = 'first'): Challenge[] {
	return header
		.split(/(?:^|,)\s*(?=Digest\s)/i)
		.filter((part) => /^Digest\s/i.test(part))
		.flatMap((part) => {
			const parameters: Record<string, string> = {};
			for (const [, name, quoted, token] of part.matchAll(PARAMETER)) {
				const value = quoted?.replace(/\\(.)/g, '$1') ?? token!;
				if (which === 'last') parameters[name!.toLowerCase()] = value;
				else parameters[name!.toLowerCase()] ??= value;
			}
			const { realm, nonce, opaque, qop = '', stale = '' } = parameters;
			const algorithm = (parameters.algorithm ?? 'MD5').toUpperCase();
			const usable =
				realm !== undefined &&
				nonce !== undefined &&
				(algorithm === 'MD5' || algorithm === 'SHA-256') &&
				qop.split(/\s*,\s*/).includes('auth');
			return usable ? [{ realm, nonce, opaque, algorithm, stale: stale.toLowerCase() === 'true' }] : [];
		});
}

const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** Returns the `Authorization` header that answers a challenge with `qop=auth`. */
export function answerChallenge(
	{ realm, nonce, opaque, algorithm }: Challenge,
	{ username, password }: Login,
	request: { method: string; uri: string },
	cnonce = randomBytes(16).toString('hex'),
	alsoQuoted: readonly string[] = [],
): string {
	const word = (name: string, value: string) => `${name}=${alsoQuoted.includes(name) ? quote(value) : value}`;
	const hash = (text: string) => createHash(algorithm.replace('-', '')).update(text).digest('hex');
	const nc = '00000001';
	const response = hash(
		[
			hash(`${username}:${realm}:${password}`),
			nonce,
			nc,
			cnonce,
			'auth',
			hash(`${request.method}:${request.uri}`),
		].join(':'),
	);
	const parameters = [
		`username=${quote(username)}`,
		`realm=${quote(realm)}`,
		`uri=${quote(request.uri)}`,
		word('algorithm', algorithm),
		`nonce=${quote(nonce)}`,
		`nc=${nc}`,
		`cnonce=${quote(cnonce)}`,
		word('qop', 'auth'),
		`response=${quote(response)}`,
		...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
	];
	return `Digest ${parameters.join(', ')}`;
}
