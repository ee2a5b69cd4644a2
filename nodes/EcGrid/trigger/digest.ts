import { createHash, createHmac, randomBytes } from 'crypto';

import { equal, type Login } from './login';

/** What a caller may answer with (RFC 7616). Upper case, as `algorithm` is read. */
const ALGORITHMS = new Map([
	['MD5', 'md5'],
	['SHA-256', 'sha256'],
]);

/** What became of checking a caller. `stale`: right login, but a nonce that has expired or was not made here. */
export type DigestVerdict = 'accepted' | 'stale' | 'refused';

export interface DigestCheck {
	verdict: DigestVerdict;
	/** The login that the caller knows. */
	login?: Login;
}

/** Milliseconds. Also how far the clocks of two processes may differ. */
const NONCE_LIFETIME_MS = 5 * 60_000;

const macOf = (issued: string, nonceKey: string) =>
	createHmac('sha256', nonceKey).update(issued).digest('base64url');

/** A nonce says when it was issued and that it was issued here, so that none has to be remembered. */
const newNonce = (nonceKey: string) => {
	const issued = `${Date.now().toString(36)}.${randomBytes(12).toString('base64url')}`;
	return `${issued}.${macOf(issued, nonceKey)}`;
};

/** Whether a nonce was issued with one of the keys, a few minutes ago at the most or by a clock that is that much ahead. */
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
 * The value for `WWW-Authenticate`. One challenge, and MD5: it is what every client can answer. Of two challenges some
 * clients take the first, some the last, and some mix both. For a random password of 256 bits MD5 is strong enough
 * here, and an answer with SHA-256 is accepted as well.
 */
export const digestChallenge = (realm: string, nonceKey: string, stale: boolean): string =>
	`Digest realm="${realm}", qop="auth", algorithm=MD5, nonce="${newNonce(nonceKey)}", charset=UTF-8${stale ? ', stale=true' : ''}`;

const isBlank = (character: string) => character === ' ' || character === '\t';
const isSeparator = (character: string) => character === ',' || isBlank(character);
const isOfName = (character: string) => /[\w!#$%&'*+.^`|~-]/.test(character);
const isOfValue = (character: string) => !/[\s",]/.test(character);

/**
 * The parameters of an `Authorization: Digest` header (RFC 9110, section 11.2), with lower-case names; `undefined` from
 * the first thing that does not fit, or that comes twice. Reads each character once, however long the header.
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
 * Checks an `Authorization: Digest` header (RFC 7616, `qop=auth`, MD5 or SHA-256) against the logins that may
 * come in. The path in it is not compared with the one that was called, because proxies rewrite it. Only a nonce that
 * was issued here lets anybody in; who knows a login and answers another one is told so (`stale`), and asks again.
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
