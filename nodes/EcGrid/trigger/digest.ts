import { createHash, createHmac, randomBytes } from 'crypto';

import { equal, type Login } from './login';

/** RFC 7616. The stronger algorithm is offered first; both challenges carry the same nonce. */
const ALGORITHMS = { 'SHA-256': 'sha256', MD5: 'md5' } as const;

export type DigestAlgorithm = keyof typeof ALGORITHMS;

/** What became of checking a caller. `stale`: right login, but the nonce has expired. */
export type DigestVerdict = 'accepted' | 'stale' | 'refused';

const NONCE_LIFETIME = 5 * 60_000;

const hash = (algorithm: DigestAlgorithm, text: string) =>
	createHash(ALGORITHMS[algorithm]).update(text, 'utf8').digest('hex');

const macOf = (issued: string, nonceKey: string) =>
	createHmac('sha256', nonceKey).update(issued).digest('base64url');

/** A nonce says when it was issued and that it was issued here, so that none has to be remembered. */
const newNonce = (nonceKey: string) => {
	const issued = `${Date.now().toString(36)}.${randomBytes(12).toString('base64url')}`;
	return `${issued}.${macOf(issued, nonceKey)}`;
};

/** Milliseconds since a nonce was issued here; `undefined` when it was not. */
const ageOf = (nonce: string, nonceKey: string): number | undefined => {
	const end = nonce.lastIndexOf('.');
	const issued = nonce.slice(0, Math.max(end, 0));
	if (!equal(nonce.slice(end + 1), macOf(issued, nonceKey))) return undefined;
	return Date.now() - parseInt(issued, 36);
};

/** The values for `WWW-Authenticate`, one for each algorithm. */
export function digestChallenges(realm: string, nonceKey: string, stale: boolean): string[] {
	const nonce = newNonce(nonceKey);
	return Object.keys(ALGORITHMS).map(
		(algorithm) =>
			`Digest realm="${realm}", qop="auth", algorithm=${algorithm}, nonce="${nonce}", charset=UTF-8${stale ? ', stale=true' : ''}`,
	);
}

/** The parameters of an `Authorization: Digest` header, with lower-case names. A parameter that comes twice makes it unreadable. */
export function digestParameters(header: string | undefined): Map<string, string> | undefined {
	const list = /^digest +(.*)$/is.exec(header ?? '')?.[1];
	if (!list) return undefined;
	const parameters = new Map<string, string>();
	for (const [, name, quoted, plain] of list.matchAll(
		/([A-Za-z]+\*?)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))\s*(?:,|$)/g,
	)) {
		const key = name!.toLowerCase();
		if (parameters.has(key)) return undefined;
		parameters.set(key, quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
	}
	return parameters;
}

/**
 * Checks an `Authorization: Digest` header (RFC 7616, `qop=auth`, MD5 or SHA-256) against the logins that may
 * come in. The path in it is not compared with the one that was called, because proxies rewrite it.
 */
export function checkDigest(
	header: string | undefined,
	method: string,
	realm: string,
	nonceKey: string,
	logins: Login[],
): DigestVerdict {
	const given = digestParameters(header);
	const [nonce, uri, nc, cnonce, response] = ['nonce', 'uri', 'nc', 'cnonce', 'response'].map((name) =>
		given?.get(name),
	);
	const algorithm = (given?.get('algorithm') ?? 'MD5').toUpperCase() as DigestAlgorithm;
	if (!given || !nonce || !uri || !cnonce || !response || !/^[0-9a-f]{8}$/i.test(nc ?? '')) return 'refused';
	if (given.get('realm') !== realm || given.get('qop') !== 'auth' || !(algorithm in ALGORITHMS)) {
		return 'refused';
	}
	const age = ageOf(nonce, nonceKey);
	if (age === undefined) return 'refused';

	const request = hash(algorithm, `${method}:${uri}`);
	const known = logins.some(({ username, password }) => {
		const secret = hash(algorithm, `${username}:${realm}:${password}`);
		const expected = hash(algorithm, [secret, nonce, nc, cnonce, 'auth', request].join(':'));
		return equal(response.toLowerCase(), expected);
	});
	if (!known) return 'refused';
	return age >= 0 && age <= NONCE_LIFETIME ? 'accepted' : 'stale';
}
