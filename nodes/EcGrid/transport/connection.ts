import type { ApiRequest } from './api';
import { CredentialProblem } from './credential';
import { withOutcome, type Failure } from './failure';
import { refusedByProxy } from './proxy';
import { isObject } from './record';
import { chainOf, reachOf, type Link } from './wire';

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

const whyNoTls = (chain: Link[], code: string) =>
	IS_NO_TLS.test(code) || chain.some(({ message }) => IS_NO_TLS.test(String(message))) ? NO_HTTPS : NO_TLS;

const CHECK_ADDRESS = 'Check the Base URL of the ECGrid API credential';
const CHECK_NETWORK = `${CHECK_ADDRESS}, and that n8n can reach the internet.`;
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

/** Before anything was sent. */
export const STOPPED: Failure = { message: 'The execution was stopped', description: '', unsent: true };

interface Unconnected {
	code: string;
	why: string;
	check: string;
	passing?: 'unreached';
}

/** Why there was no connection; undefined when there may have been one, over which ECGrid got the request. */
function notConnected(chain: Link[], codes: string[]): Unconnected | undefined {
	const untrusted = codes.find((code) => Object.hasOwn(NOT_TRUSTED, code));
	if (untrusted) return { code: untrusted, why: NOT_TRUSTED[untrusted]!, check: CHECK_CERTIFICATE };

	const isConnecting = reachOf(chain) === 'connecting';
	const ofTls = codes.find((code) => IS_OF_TLS.test(code));
	if (ofTls && (isConnecting || ofTls === 'ERR_SSL_WRONG_VERSION_NUMBER'))
		return { code: ofTls, why: whyNoTls(chain, ofTls), check: CHECK_TLS };

	const calls = chain.map(({ syscall }) => syscall).filter((call) => typeof call === 'string');
	const isBefore =
		isConnecting || (calls.length > 0 && calls.every((call) => BEFORE_CONNECTION.includes(call)));
	const code = codes.find((each) => (isBefore ? each : LOOK_UP.includes(each)));
	if (code === undefined && !isConnecting) return undefined;
	const why = code && Object.hasOwn(NOT_CONNECTED, code) ? NOT_CONNECTED[code]! : 'no connection was made';
	return { code: code ?? '', why, check: CHECK_NETWORK, passing: 'unreached' };
}

/** The HTTP status of an answer that broke off. */
const statusIn = (chain: Link[]): number | undefined => {
	const answer = chain.map(({ response }) => response).find(isObject);
	return typeof answer?.status === 'number' ? answer.status : undefined;
};

const inBrackets = (code: string | undefined) => (code ? ` (${code})` : '');

/** What a request that got no HTTP answer failed of. Takes whatever n8n's helper threw, and keeps none of it. */
export function failureWithoutAnswer(error: unknown, request: ApiRequest): Failure {
	const chain = chainOf(error);
	const problem = chain.find((link) => (link as unknown) instanceof CredentialProblem);
	if (problem) return { message: String(problem.message), description: '', unsent: true };

	if (reachOf(chain) === 'proxy') return refusedByProxy(statusIn(chain));
	const codes = chain.map(({ code }) => String(code ?? ''));
	const never = notConnected(chain, codes.filter(Boolean));
	if (never?.code === 'ERR_CANCELED') return STOPPED;
	if (never) {
		return {
			message: `ECGrid could not be reached: ${never.why}`,
			description: `${never.check}${inBrackets(never.code)}`,
			passing: never.passing,
			unsent: true,
		};
	}
	const lost = codes.find((code) => Object.hasOwn(LOST, code));
	const code = lost ?? codes.find(Boolean);
	const isOfTls = code !== undefined && IS_OF_TLS.test(code);
	const why = lost ? LOST[lost] : isOfTls && whyNoTls(chain, code);
	return withOutcome(
		{
			message: `ECGrid did not answer${why ? `: ${why}` : ''}`,
			description: `Run again later; if it goes on, check the network between n8n and ECGrid.${inBrackets(code)}`,
			passing: lost === 'ERR_CANCELED' ? undefined : 'faltering',
		},
		request,
	);
}
