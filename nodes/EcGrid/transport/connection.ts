import type { ApiRequest } from './api';
import { CredentialProblem } from './credential';
import { withOutcome, type Failure } from './failure';
import { isRecord } from './record';

/** Calls of the system that fail before there is a connection, so that ECGrid cannot have done anything. */
const BEFORE_CONNECTION = ['connect', 'getaddrinfo'];

/** What went wrong with them, by code. */
const NOT_CONNECTED: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'the host name is not known',
	EAI_AGAIN: 'the host name could not be looked up',
	EHOSTUNREACH: 'the host is out of reach',
	ENETUNREACH: 'the network is out of reach',
	ETIMEDOUT: 'no connection was made in time',
};

/** Codes that only a failed look-up of the host name has. */
const LOOK_UP = ['ENOTFOUND', 'EAI_AGAIN'];

/** Codes of a TLS connection that cannot be trusted: none was made, and none will be. */
const NOT_TRUSTED: Record<string, string> = {
	CERT_HAS_EXPIRED: 'its certificate has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate chain is self-signed',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified',
	UNABLE_TO_GET_ISSUER_CERT: 'the issuer of its certificate is not known',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer of its certificate is not known',
	CERT_NOT_YET_VALID: 'its certificate is not valid yet',
	CERT_REVOKED: 'its certificate was revoked',
	CERT_UNTRUSTED: 'its certificate is not trusted',
	CERT_REJECTED: 'its certificate is not trusted',
	CERT_SIGNATURE_FAILURE: 'the signature of its certificate is wrong',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
	ERR_SSL_WRONG_VERSION_NUMBER: 'what answers there does not speak HTTPS',
};

/** Network error codes of a connection that was made and lost, or not answered in time. */
const LOST: Record<string, string> = {
	ECONNRESET: 'the connection was cut',
	EPIPE: 'the connection was cut',
	ECONNREFUSED: 'the connection was cut',
	EHOSTUNREACH: 'the host went out of reach',
	EHOSTDOWN: 'the host went out of reach',
	ENETUNREACH: 'the network went out of reach',
	ENETDOWN: 'the network went out of reach',
	ENETRESET: 'the network went out of reach',
	ECONNABORTED: 'there was no answer in time',
	ETIMEDOUT: 'there was no answer in time',
	ERR_CANCELED: 'the execution was stopped',
};

type Link = Record<string, unknown>;

/** The errors within an error, those of the addresses that were tried in turn among them. */
const chainOf = (error: unknown): Link[] => {
	const chain: Link[] = [];
	for (let at = error; at instanceof Error || isRecord(at); at = (at as { cause?: unknown }).cause) {
		if (chain.length > 8) break;
		const link = at as unknown as Link;
		chain.push(link);
		if (Array.isArray(link.errors)) chain.push(...link.errors.slice(0, 8).filter(isObject));
	}
	return chain;
};

const isObject = (value: unknown): value is Link => typeof value === 'object' && value !== null;

/** Why there was no connection; undefined when there may have been one, over which ECGrid got the request. */
function notConnected(
	chain: Link[],
	codes: string[],
): { code: string; why: string; passing: boolean } | undefined {
	const untrusted = codes.find((code) => Object.hasOwn(NOT_TRUSTED, code));
	if (untrusted) return { code: untrusted, why: NOT_TRUSTED[untrusted]!, passing: false };
	const calls = chain.map(({ syscall }) => syscall).filter((call) => typeof call === 'string');
	const isBefore = calls.length > 0 && calls.every((call) => BEFORE_CONNECTION.includes(call));
	const code = codes.find((each) => (isBefore ? each : LOOK_UP.includes(each)));
	if (code === undefined) return undefined;
	const why = Object.hasOwn(NOT_CONNECTED, code) ? NOT_CONNECTED[code]! : 'no connection was made';
	return { code, why, passing: true };
}

/** What a request that got no HTTP answer failed of. Takes whatever n8n's helper threw, and keeps none of it. */
export function failureWithoutAnswer(error: unknown, request: ApiRequest): Failure {
	const chain = chainOf(error);
	const problem = chain.find((link) => (link as unknown) instanceof CredentialProblem);
	if (problem) {
		return { message: String(problem.message), description: 'Nothing was sent.' };
	}
	const codes = chain.map(({ code }) => String(code ?? ''));
	const never = notConnected(chain, codes);
	if (never) {
		const check = never.passing
			? 'that n8n can reach the internet'
			: 'the clock of this machine. If a proxy on the way signs certificates itself, name its CA in the environment variable NODE_EXTRA_CA_CERTS of n8n';
		return {
			message: `ECGrid could not be reached: ${never.why}`,
			description: `Check the Base URL of the ECGrid API credential, and ${check}. Nothing was sent. (${never.code})`,
			passing: never.passing ? 'unreached' : undefined,
		};
	}
	const lost = codes.find((code) => Object.hasOwn(LOST, code));
	const code = lost ?? codes.find(Boolean);
	return withOutcome(
		{
			message: lost ? `ECGrid did not answer: ${LOST[lost]}` : 'ECGrid did not answer',
			description: `Run again later; if it goes on, check the network between n8n and ECGrid.${code ? ` (${code})` : ''}`,
			passing: lost === 'ERR_CANCELED' ? undefined : 'faltering',
		},
		request,
	);
}
