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

/** Calls of the system that fail before there is a connection, so that ECGrid cannot have done anything. */
const BEFORE_CONNECTION = ['connect', 'getaddrinfo'];

/** Why no connection was made, by code. */
const NOT_CONNECTED: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'the host name is not known',
	EAI_AGAIN: 'the host name could not be looked up',
	EHOSTUNREACH: 'the host is out of reach',
	ENETUNREACH: 'the network is out of reach',
	ETIMEDOUT: 'no connection was made in time',
	ECONNABORTED: 'no connection was made in time',
	ECONNRESET: 'the connection was cut before it was secure',
	EPIPE: 'the connection was cut before it was secure',
};

/** Codes that only a failed look-up of the host name has. */
const LOOK_UP = ['ENOTFOUND', 'EAI_AGAIN'];

/** Codes of a certificate that cannot be trusted: no connection was made, and none will be. */
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
};

const NO_HTTPS = 'what answers there does not speak HTTPS';
const NO_TLS = 'no secure connection could be agreed on';
const IS_OF_TLS = /^(EPROTO|ERR_SSL_.*)$/;
/** What OpenSSL says of an answer that is not TLS, in a message or a code. */
const IS_NO_TLS = /wrong.version.number|packet.length.too.long|http.request/i;

const whyNoTls = (chain: ErrorLink[], code: string) =>
	IS_NO_TLS.test(code) || chain.some(({ message }) => IS_NO_TLS.test(String(message))) ? NO_HTTPS : NO_TLS;

const CHECK_ADDRESS = 'Check the Base URL of the ECGrid API credential';
const CHECK_NETWORK = `${CHECK_ADDRESS}, the proxy, if n8n uses one, and that n8n can reach the internet.`;
const CHECK_CERTIFICATE = `${CHECK_ADDRESS}, and the clock of this machine. If a proxy on the way signs certificates itself, name its CA in the environment variable NODE_EXTRA_CA_CERTS of n8n.`;
const CHECK_TLS = `${CHECK_ADDRESS}, and the proxy, if n8n uses one.`;

/** Network error codes of a connection that was made and lost, or not answered in time. */
const LOST: Record<string, string> = {
	ECONNRESET: 'the connection was cut',
	EPIPE: 'the connection was cut',
	ECONNREFUSED: 'the connection was cut',
	ERR_BAD_RESPONSE: 'the connection was cut in the middle of the answer',
	EHOSTUNREACH: 'the host went out of reach',
	EHOSTDOWN: 'the host went out of reach',
	ENETUNREACH: 'the network went out of reach',
	ENETDOWN: 'the network went out of reach',
	ENETRESET: 'the network went out of reach',
	ECONNABORTED: 'there was no answer in time',
	ETIMEDOUT: 'there was no answer in time',
	ERR_CANCELED: 'the execution was stopped',
};

/** n8n cannot read the credential that it is to send with. Its own words may hold what is in the credential. */
export const CREDENTIAL_UNREADABLE: Failure = {
	message: 'n8n could not read the ECGrid API credential',
	description:
		"Open the credential, and enter the API key again or choose another credential in the node. If n8n's encryption key (N8N_ENCRYPTION_KEY) was changed, bring the former one back.",
	notSent: true,
};

/** Codes of an answer that is no HTTP, or not compressed as it says. */
const IS_UNREADABLE = /^(HPE|Z)_/;

/** Before anything was sent. */
export const CANCELED: Failure = { message: 'The execution was stopped', description: '', notSent: true };

/** Whether the system says that it came to no connection. */
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

/** Why there was no connection; undefined when there may have been one, over which ECGrid got the request. */
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

/** The HTTP status of an answer that broke off. */
const statusIn = (chain: ErrorLink[]): number | undefined => {
	const answer = chain.map(({ response }) => response).find(isObject);
	return typeof answer?.status === 'number' ? answer.status : undefined;
};

const isLost = (code: unknown): code is string => typeof code === 'string' && Object.hasOwn(LOST, code);

const inBrackets = (code: string | undefined) => (code ? ` (${code})` : '');

/** Whether it is a proxy that did not answer. Where neither a code nor a word says so, it may be n8n that forbids the connection. */
function isOfProxy(chain: ErrorLink[], { code }: Unconnected, baseUrl: unknown): boolean {
	if (reachOf(chain) !== 'proxy awaited') return isElsewhere(chain, baseUrl);
	return code !== '' || chain.some(({ message }) => /\bproxy\b/i.test(String(message)));
}

/** What a request that was not sent failed of. */
function failureToConnect(chain: ErrorLink[], never: Unconnected, baseUrl: unknown): Failure {
	const { code, why, retryReason } = never;
	let message = `ECGrid could not be reached: ${why}`;
	let { check } = never;
	if (isOfProxy(chain, never, baseUrl)) {
		message = notAnsweredByProxy(why, isUnreached(chain) ? undefined : code);
		check = check === CHECK_CERTIFICATE ? CHECK_PROXY_CERTIFICATE : CHECK_PROXY;
	}
	return { message, description: `${check}${inBrackets(code)}`, retryReason, notSent: true };
}

/** Whether n8n failed before it made a request of Node.js: the errors of axios hold the request, or what it was to be. */
export const hasNoRequest = (error: unknown): boolean =>
	!chainOf(error).some(
		({ request, config, response, code }) => request || config || response || isLost(code),
	);

/** What a request failed of that n8n itself did not send: the addresses that it forbids, or that of a proxy which it cannot read. */
function notSentByN8n(chain: ErrorLink[]): Failure | undefined {
	const forbidden = chain.find(({ name }) => /^SsrfBlocked(Ip|Hostname)Error$/.test(String(name)));
	if (forbidden) {
		return {
			message: `n8n is set not to connect to this address: ${withoutFullStop(String(forbidden.message))}`,
			description: `${String(forbidden.description ?? '')} ${CHECK_BASE_URL}`.trim(),
			notSent: true,
		};
	}
	const isInvalid = chain.some(
		({ code, message }) => code === 'ERR_INVALID_URL' || message === 'Invalid URL',
	);
	return isInvalid
		? {
				message: 'n8n cannot read the address of the proxy that it is to use',
				description: WRITE_PROXY,
				notSent: true,
			}
		: undefined;
}

/** What a request failed of whose connection was lost, or that was not answered in time. */
function connectionLost(chain: ErrorLink[], request: ApiRequest): Failure {
	const codes = chain.map(({ code }) => String(code ?? ''));
	const lost = codes.find(isLost);
	const code = lost ?? codes.find(Boolean);
	const isOfTls = code !== undefined && IS_OF_TLS.test(code);
	const why = lost ? LOST[lost] : isOfTls && whyNoTls(chain, code);
	const isUnreadable = code !== undefined && IS_UNREADABLE.test(code);
	return withOutcome(
		{
			message: isUnreadable ? 'The answer cannot be read' : `ECGrid did not answer${why ? `: ${why}` : ''}`,
			description: `Run again later; if it goes on, check the network between n8n and ECGrid.${inBrackets(code)}`,
			retryReason: lost === 'ERR_CANCELED' ? undefined : 'serverError',
		},
		request,
	);
}

/** What a request failed of whose answer broke off. */
export const failureInAnswer = (error: unknown, request: ApiRequest): Failure =>
	connectionLost(chainOf(error), request);

/**
 * What a request that got no HTTP answer failed of. Takes whatever n8n's helper threw, and keeps none of it. Where that
 * does not say whether a proxy was to connect, `baseUrl` shows whether the connection was tried to another host.
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
