import { CHECK_BASE_URL } from './advice';
import type { ApiRequest, Failure } from './api';
import { CredentialProblem } from './credential';
import { withOutcome } from './failure';
import {
	CHECK_PROXY,
	CHECK_PROXY_CERTIFICATE,
	notAnsweredByProxy,
	refusedByProxy,
	WRITE_PROXY,
} from './proxy';
import { withoutFullStop } from './withoutFullStop';
import { isObject } from './record';
import { chainOf, isElsewhere, reachOf, type ErrorLink } from './errorChain';

/** System calls that fail before there is a connection, so that ECGrid can't have done anything. */
const BEFORE_CONNECTION = ['connect', 'getaddrinfo'];

/** Why no connection was made, by code. */
const NOT_CONNECTED: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'the host name is unknown',
	EAI_AGAIN: 'looking up the host name failed',
	EHOSTUNREACH: 'the host is unreachable',
	ENETUNREACH: 'the network is unreachable',
	ETIMEDOUT: 'the connection timed out',
	ECONNABORTED: 'the connection timed out',
	ECONNRESET: 'the connection was closed before it was secure',
	EPIPE: 'the connection was closed before it was secure',
};

/** Codes that only a failed lookup of the host name has. */
const LOOK_UP = ['ENOTFOUND', 'EAI_AGAIN'];

/** Codes of a certificate that can't be trusted. No connection was made, and a retry won't make one. */
const NOT_TRUSTED: Record<string, string> = {
	CERT_HAS_EXPIRED: 'its certificate has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate chain is self-signed',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate can't be verified",
	UNABLE_TO_GET_ISSUER_CERT: 'the issuer of its certificate is unknown',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer of its certificate is unknown',
	CERT_NOT_YET_VALID: "its certificate isn't valid yet",
	CERT_REVOKED: 'its certificate was revoked',
	CERT_UNTRUSTED: "its certificate isn't trusted",
	CERT_REJECTED: "its certificate isn't trusted",
	CERT_SIGNATURE_FAILURE: 'the signature of its certificate is invalid',
	ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
};

const NO_HTTPS = "the server there doesn't use HTTPS";
const NO_TLS = 'the TLS handshake failed';
const IS_OF_TLS = /^(EPROTO|ERR_SSL_.*)$/;
/** How OpenSSL reports a response that isn't TLS, in a message or a code. */
const IS_NO_TLS = /wrong.version.number|packet.length.too.long|http.request/i;

const whyNoTls = (chain: ErrorLink[], code: string) =>
	IS_NO_TLS.test(code) || chain.some(({ message }) => IS_NO_TLS.test(String(message))) ? NO_HTTPS : NO_TLS;

const CHECK_ADDRESS = 'Check the Base URL of the ECGrid API credential';
const CHECK_NETWORK = `${CHECK_ADDRESS}, the proxy if n8n uses one, and that n8n can reach the internet.`;
const CHECK_CERTIFICATE = `${CHECK_ADDRESS}, and this machine's clock. If a proxy on the way signs certificates itself, name its CA in n8n's environment variable NODE_EXTRA_CA_CERTS.`;
const CHECK_TLS = `${CHECK_ADDRESS}, and the proxy if n8n uses one.`;

/** Network error codes of a connection that was made, and then was lost or timed out. */
const LOST: Record<string, string> = {
	ECONNRESET: 'the connection was closed',
	EPIPE: 'the connection was closed',
	ECONNREFUSED: 'the connection was closed',
	ERR_BAD_RESPONSE: 'the connection was closed in the middle of the response',
	EHOSTUNREACH: 'the host became unreachable',
	EHOSTDOWN: 'the host became unreachable',
	ENETUNREACH: 'the network became unreachable',
	ENETDOWN: 'the network became unreachable',
	ENETRESET: 'the network became unreachable',
	ECONNABORTED: 'the request timed out',
	ETIMEDOUT: 'the request timed out',
	ERR_CANCELED: 'the execution was stopped',
};

/** For a credential that n8n can't read. Not in n8n's own words, which may contain the credential's values. */
export const CREDENTIAL_UNREADABLE: Failure = {
	message: "n8n can't read the ECGrid API credential",
	description:
		"Open the credential and enter the API key again, or choose another credential in the node. If n8n's encryption key (N8N_ENCRYPTION_KEY) was changed, restore the previous one.",
	notSent: true,
};

/** Codes of a response that isn't HTTP, or isn't compressed as it says. */
const IS_UNREADABLE = /^(HPE|Z)_/;

/** For an execution that was stopped before anything was sent. */
export const CANCELED: Failure = { message: 'The execution was stopped', description: '', notSent: true };

/** Whether the system says that no connection was made. */
function isUnreached(chain: ErrorLink[]): boolean {
	const calls = chain.map(({ syscall }) => syscall).filter((call) => typeof call === 'string');
	return calls.length > 0 && calls.every((call) => BEFORE_CONNECTION.includes(call));
}

interface Unconnected {
	code: string;
	why: string;
	check: string;
	retryReason?: 'notSent';
}

/** Why there was no connection; undefined if there may have been one, over which ECGrid got the request. */
function notConnected(chain: ErrorLink[], codes: string[]): Unconnected | undefined {
	const untrusted = codes.find((code) => Object.hasOwn(NOT_TRUSTED, code));
	if (untrusted) return { code: untrusted, why: NOT_TRUSTED[untrusted]!, check: CHECK_CERTIFICATE };

	const reach = reachOf(chain);
	const isConnecting = reach === 'connecting' || reach === 'proxy awaited';
	const ofTls = codes.find((code) => IS_OF_TLS.test(code));
	if (ofTls && isConnecting) return { code: ofTls, why: whyNoTls(chain, ofTls), check: CHECK_TLS };

	const isBefore = isConnecting || isUnreached(chain);
	const code = codes.find((each) => (isBefore ? each : LOOK_UP.includes(each)));
	if (code === undefined && !isConnecting) return undefined;
	const why = code && Object.hasOwn(NOT_CONNECTED, code) ? NOT_CONNECTED[code]! : 'no connection was made';
	return { code: code ?? '', why, check: CHECK_NETWORK, retryReason: 'notSent' };
}

/** The HTTP status of a response that was cut off. */
const statusIn = (chain: ErrorLink[]): number | undefined => {
	const answer = chain.map(({ response }) => response).find(isObject);
	return typeof answer?.status === 'number' ? answer.status : undefined;
};

const isLost = (code: unknown): code is string => typeof code === 'string' && Object.hasOwn(LOST, code);

const inBrackets = (code: string | undefined) => (code ? ` (${code})` : '');

/** Whether a proxy didn't answer. If neither a code nor a message says so, n8n itself may have blocked the connection. */
function isOfProxy(chain: ErrorLink[], { code }: Unconnected, baseUrl: unknown): boolean {
	if (reachOf(chain) !== 'proxy awaited') return isElsewhere(chain, baseUrl);
	return code !== '' || chain.some(({ message }) => /\bproxy\b/i.test(String(message)));
}

/** The failure of a request that wasn't sent. */
function failureToConnect(chain: ErrorLink[], never: Unconnected, baseUrl: unknown): Failure {
	const { code, why, retryReason } = never;
	let message = `ECGrid can't be reached: ${why}`;
	let { check } = never;
	if (isOfProxy(chain, never, baseUrl)) {
		message = notAnsweredByProxy(why, isUnreached(chain) ? undefined : code);
		check = check === CHECK_CERTIFICATE ? CHECK_PROXY_CERTIFICATE : CHECK_PROXY;
	}
	return { message, description: `${check}${inBrackets(code)}`, retryReason, notSent: true };
}

/** Whether n8n failed before it made a Node.js request: axios's errors contain the request, or its configuration. */
export const hasNoRequest = (error: unknown): boolean =>
	!chainOf(error).some(
		({ request, config, response, code }) => request || config || response || isLost(code),
	);

/** The failure of a request that n8n itself didn't send, because it blocks the address or can't read the proxy's address. */
function notSentByN8n(chain: ErrorLink[]): Failure | undefined {
	const forbidden = chain.find(({ name }) => /^SsrfBlocked(Ip|Hostname)Error$/.test(String(name)));
	if (forbidden) {
		return {
			message: `n8n's settings block this address: ${withoutFullStop(String(forbidden.message))}`,
			description: `${String(forbidden.description ?? '')} ${CHECK_BASE_URL}`.trim(),
			notSent: true,
		};
	}
	const isInvalid = chain.some(
		({ code, message }) => code === 'ERR_INVALID_URL' || message === 'Invalid URL',
	);
	return isInvalid
		? {
				message: "The address of n8n's proxy isn't valid",
				description: WRITE_PROXY,
				notSent: true,
			}
		: undefined;
}

/** The failure of a request whose connection was lost or that timed out. */
function connectionLost(chain: ErrorLink[], request: ApiRequest): Failure {
	const codes = chain.map(({ code }) => String(code ?? ''));
	const lost = codes.find(isLost);
	const code = lost ?? codes.find(Boolean);
	const isOfTls = code !== undefined && IS_OF_TLS.test(code);
	const why = lost ? LOST[lost] : isOfTls && whyNoTls(chain, code);
	const isUnreadable = code !== undefined && IS_UNREADABLE.test(code);
	return withOutcome(
		{
			message: isUnreadable ? "The response can't be read" : `ECGrid didn't answer${why ? `: ${why}` : ''}`,
			description: `Run this again later. If it keeps failing, check the network between n8n and ECGrid.${inBrackets(code)}`,
			retryReason: lost === 'ERR_CANCELED' ? undefined : 'serverError',
		},
		request,
	);
}

/** The failure of a request whose response was cut off. */
export const failureInAnswer = (error: unknown, request: ApiRequest): Failure =>
	connectionLost(chainOf(error), request);

/**
 * The failure of a request that got no HTTP response, from the error that n8n's helper threw, of which it keeps nothing.
 * If that error doesn't say whether a proxy was involved, `baseUrl` shows whether n8n tried to connect to another host.
 */
export function failureWithoutAnswer(error: unknown, request: ApiRequest, baseUrl?: unknown): Failure {
	const chain = chainOf(error);
	const problem = chain.find((link) => (link as unknown) instanceof CredentialProblem);
	if (problem) return { message: String(problem.message), description: '', notSent: true };

	if (reachOf(chain) === 'proxy') return refusedByProxy(statusIn(chain));
	const codes = chain.map(({ code }) => String(code ?? ''));
	const never = notConnected(chain, codes.filter(Boolean));
	if (never?.code === 'ERR_CANCELED') return CANCELED;
	if (never) return failureToConnect(chain, never, baseUrl);
	return (hasNoRequest(error) && notSentByN8n(chain)) || connectionLost(chain, request);
}
