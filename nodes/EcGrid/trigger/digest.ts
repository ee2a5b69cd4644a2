import { createHash, createHmac, randomBytes } from 'crypto';

import { equal, type Login } from './login';

/** The algorithms that a caller may use (RFC 7616), in upper case, as `algorithm` is read. */
const ALGORITHMS = new Map([
	['MD5', 'md5'],
	['SHA-256', 'sha256'],
]);

/** The outcome of checking a caller. `stale`: right login, but a nonce that has expired or wasn't issued here. */
export type DigestVerdict = 'accepted' | 'stale' | 'refused';

export interface DigestCheck {
	verdict: DigestVerdict;
	/** The login that the caller knows. */
	login?: Login;
}

/** Also the most that the clocks of two processes may differ. */
const NONCE_LIFETIME_MS = 5 * 60_000;

const macOf = (issued: string, nonceKey: string) =>
	createHmac('sha256', nonceKey).update(issued).digest('base64url');

/**
 * Issues a nonce. It contains when it was issued, and proof that it was issued here, so that none has to be remembered.
 */
const newNonce = (nonceKey: string) => {
	const issued = `${Date.now().toString(36)}.${randomBytes(12).toString('base64url')}`;
	return `${issued}.${macOf(issued, nonceKey)}`;
};

/** Whether a nonce was issued with one of the keys, within its lifetime or by a clock that is that much ahead. */
function isFresh(nonce: string, nonceKeys: string[]): boolean {
	const end = nonce.lastIndexOf('.');
	const issued = nonce.slice(0, Math.max(end, 0));
	const mac = nonce.slice(end + 1);
	return (
		nonceKeys.some((key) => equal(mac, macOf(issued, key))) &&
		Math.abs(Date.now() - parseInt(issued, 36)) <= NONCE_LIFETIME_MS
	);
}

/**
 * The value for `WWW-Authenticate`: one challenge with MD5, which every client can answer. Of two challenges, some
 * clients use the first, some the last, and some mix both. For a random password of 256 bits MD5 is strong enough here,
 * and a response with SHA-256 is also accepted.
 */
export const digestChallenge = (realm: string, nonceKey: string, stale: boolean): string =>
	`Digest realm="${realm}", qop="auth", algorithm=MD5, nonce="${newNonce(nonceKey)}", charset=UTF-8${stale ? ', stale=true' : ''}`;

const isBlank = (character: string) => character === ' ' || character === '\t';
const isSeparator = (character: string) => character === ',' || isBlank(character);
const isOfName = (character: string) => /[\w!#$%&'*+.^`|~-]/.test(character);
const isOfValue = (character: string) => !/[\s",]/.test(character);

/**
 * Parses an `Authorization: Digest` header (RFC 9110, section 11.2). Names are in lower case. `undefined` if anything
 * doesn't fit, or a name is duplicated. Reads each character once, however long the header is.
 */
export function digestParameters(header: string | undefined): Map<string, string> | undefined {
	const scheme = /^digest[ \t]/i.exec(header ?? '')?.[0];
	if (!header || !scheme) return undefined;
	let at = scheme.length;
	const take = (fits: (character: string) => boolean): string => {
		const from = at;
		while (at < header.length && fits(header[at]!)) at++;
		return header.slice(from, at);
	};
	const takeQuoted = (): string | undefined => {
		let text = '';
		for (at++; at < header.length; at++) {
			if (header[at] === '"') {
				at++;
				return text;
			}
			if (header[at] === '\\') at++;
			text += header[at] ?? '';
		}
		return undefined;
	};

	const parameters = new Map<string, string>();
	for (take(isSeparator); at < header.length; take(isSeparator)) {
		const name = take(isOfName).toLowerCase();
		take(isBlank);
		if (!name || parameters.has(name) || header[at++] !== '=') return undefined;
		take(isBlank);
		const value = header[at] === '"' ? takeQuoted() : take(isOfValue) || undefined;
		take(isBlank);
		if (value === undefined || (at < header.length && header[at] !== ',')) return undefined;
		parameters.set(name, value);
	}
	return parameters;
}

/**
 * Checks an `Authorization: Digest` header (RFC 7616, `qop=auth`, MD5 or SHA-256) against the accepted logins. It
 * doesn't compare the path in the header with the called one, because proxies rewrite it. Only a nonce that was issued
 * here lets a caller in. A caller that knows a login but answers another nonce gets `stale`, and tries again.
 */
export function checkDigest(
	header: string | undefined,
	method: string,
	realm: string,
	nonceKeys: string[],
	logins: Login[],
): DigestCheck {
	const given = digestParameters(header);
	const [nonce, uri, nc, cnonce, response] = ['nonce', 'uri', 'nc', 'cnonce', 'response'].map((name) =>
		given?.get(name),
	);
	const algorithm = ALGORITHMS.get((given?.get('algorithm') ?? 'MD5').toUpperCase());
	if (!given || !nonce || !uri || !cnonce || !response || !/^[0-9a-f]{8}$/i.test(nc ?? '')) {
		return { verdict: 'refused' };
	}
	if (given.get('realm') !== realm || given.get('qop') !== 'auth' || !algorithm)
		return { verdict: 'refused' };

	const hash = (text: string) => createHash(algorithm).update(text, 'utf8').digest('hex');
	const request = hash(`${method}:${uri}`);
	const login = logins.find(({ username, password }) => {
		const secret = hash(`${username}:${realm}:${password}`);
		const expected = hash([secret, nonce, nc, cnonce, 'auth', request].join(':'));
		return equal(response.toLowerCase(), expected);
	});
	if (!login) return { verdict: 'refused' };
	return { verdict: isFresh(nonce, nonceKeys) ? 'accepted' : 'stale', login };
}
