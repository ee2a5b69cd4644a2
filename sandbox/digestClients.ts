/**
 * How HTTP clients answer several Digest challenges, and what they send, after a reading of their sources:
 * curl lib/http.c and lib/vauth/digest.c; dotnet/runtime AuthenticationHelper.Digest.cs; .NET Framework's reference
 * source _DigestClient.cs; Apache HttpClient 4 AuthenticationStrategyImpl and DigestScheme, 5 HttpAuthenticator;
 * psf/requests auth.py; digest-fetch digest-fetch-src.js.
 */
import type { Challenge } from './digest';
import { challengesIn, chooseChallenge } from './digest';

export interface DigestClient {
	/** The challenge that it answers; undefined when it gives up. */
	choose(headers: readonly string[]): Challenge | undefined;
	/** Parameters that it puts in quotes where the RFC does not. */
	quoted?: readonly string[];
	/** Leaves the query out of the path that it signs. */
	withoutQuery?: boolean;
}

type Algorithm = Challenge['algorithm'];

const knowing = (algorithms: Algorithm[], challenge: Challenge | undefined) =>
	challenge && algorithms.includes(challenge.algorithm) ? challenge : undefined;

/** The first challenge counts, whether or not the client knows its algorithm. */
const first = (headers: readonly string[]) => headers.flatMap((header) => challengesIn(header))[0];

/** All challenges are read as one: of a parameter that comes twice, `which` counts. */
const mixed = (headers: readonly string[], which: 'first' | 'last'): Challenge | undefined => {
	const text = headers.join(', ').replace(/digest /gi, '');
	return challengesIn(`Digest ${text}`, which)[0];
};

export const digestClients = {
	/** Takes the best that it knows, as RFC 7616 asks for. */
	best: { choose: chooseChallenge },
	curl: { choose: first },
	/** Before SHA-256 came in 7.57. */
	'curl-7.56': { choose: (headers) => knowing(['MD5'], first(headers)) },
	dotnet: { choose: first },
	/** HttpWebRequest, and HttpClient over it: reads the joined headers up to the first name that it does not know. */
	'dotnet-framework': {
		choose: (headers) => knowing(['MD5'], first([headers.join(',').split(/,\s*digest\s/i)[0]!])),
		quoted: ['algorithm', 'qop'],
		withoutQuery: true,
	},
	requests: { choose: (headers) => mixed(headers, 'last'), quoted: ['algorithm', 'qop'] },
	/** Before it knew SHA-256. */
	'requests-md5': {
		choose: (headers) => knowing(['MD5'], mixed(headers, 'last')),
		quoted: ['algorithm', 'qop'],
	},
	/** Keeps one header for each scheme: the last. */
	'httpclient-4': { choose: (headers) => first(headers.slice(-1)), quoted: ['algorithm'] },
	'httpclient-5': { choose: first, quoted: ['algorithm'] },
	/** Takes the first nonce that it sees, and the algorithm that it was made with. */
	'digest-fetch': {
		choose: (headers) => {
			const challenge = mixed(headers, 'first');
			return challenge && { ...challenge, algorithm: 'MD5' };
		},
	},
} as const satisfies Record<string, DigestClient>;

export type DigestClientName = keyof typeof digestClients;
