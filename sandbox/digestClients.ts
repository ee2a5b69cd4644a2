/**
 * How HTTP clients answer several Digest challenges, and what they send. Based on a reading of their sources:
 * curl lib/http.c and lib/vauth/digest.c; dotnet/runtime AuthenticationHelper.Digest.cs; .NET Framework's
 * reference source _DigestClient.cs; Apache HttpClient 4 AuthenticationStrategyImpl and DigestScheme, 5
 * HttpAuthenticator; psf/requests auth.py; digest-fetch digest-fetch-src.js.
 */
import type { Challenge } from './digest';
import { challengesIn, chooseChallenge } from './digest';

export interface DigestClient {
	/** Returns the challenge that the client answers, or undefined if it gives up. */
	choose(headers: readonly string[]): Challenge | undefined;
	/** Parameters that the client quotes although the RFC doesn't. */
	quoted?: readonly string[];
	/** Whether the client omits the query from the path that it signs. */
	withoutQuery?: boolean;
}

type Algorithm = Challenge['algorithm'];

const knowing = (algorithms: Algorithm[], challenge: Challenge | undefined) =>
	challenge && algorithms.includes(challenge.algorithm) ? challenge : undefined;

/** Uses the first challenge, whether or not the client knows its algorithm. */
const first = (headers: readonly string[]) => headers.flatMap((header) => challengesIn(header))[0];

/** Reads all challenges as one. If a parameter is repeated, `which` selects the one that counts. */
const mixed = (headers: readonly string[], which: 'first' | 'last'): Challenge | undefined => {
	const text = headers.join(', ').replace(/digest /gi, '');
	return challengesIn(`Digest ${text}`, which)[0];
};

export const digestClients = {
	/** Uses the strongest challenge that the client supports, as RFC 7616 requires. */
	best: { choose: chooseChallenge },
	curl: { choose: first },
	/** Before 7.57, which added SHA-256. */
	'curl-7.56': { choose: (headers) => knowing(['MD5'], first(headers)) },
	dotnet: { choose: first },
	/**
	 * HttpWebRequest, and HttpClient on top of it: reads the joined headers up to the first name that it
	 * doesn't know.
	 */
	'dotnet-framework': {
		choose: (headers) => knowing(['MD5'], first([headers.join(',').split(/,\s*digest\s/i)[0]!])),
		quoted: ['algorithm', 'qop'],
		withoutQuery: true,
	},
	requests: { choose: (headers) => mixed(headers, 'last'), quoted: ['algorithm', 'qop'] },
	/** Before it supported SHA-256. */
	'requests-md5': {
		choose: (headers) => knowing(['MD5'], mixed(headers, 'last')),
		quoted: ['algorithm', 'qop'],
	},
	/** Keeps only the last header for each scheme. */
	'httpclient-4': { choose: (headers) => first(headers.slice(-1)), quoted: ['algorithm'] },
	'httpclient-5': { choose: first, quoted: ['algorithm'] },
	/** Uses the first nonce in the headers and the algorithm that the client was created with. */
	'digest-fetch': {
		choose: (headers) => {
			const challenge = mixed(headers, 'first');
			return challenge && { ...challenge, algorithm: 'MD5' };
		},
	},
} as const satisfies Record<string, DigestClient>;

export type DigestClientName = keyof typeof digestClients;
