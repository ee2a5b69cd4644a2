import type { ApiRequest } from './api';
import { CredentialProblem } from './credential';
import { withOutcome, type Failure } from './failure';
import { isRecord } from './record';

/** Network error codes that say that no connection was made, so that ECGrid cannot have done anything. */
const NEVER_CONNECTED: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'the host name is not known',
	EAI_AGAIN: 'the host name could not be looked up',
	EHOSTUNREACH: 'the host is out of reach',
	ENETUNREACH: 'the network is out of reach',
};

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
	ECONNABORTED: 'there was no answer in time',
	ETIMEDOUT: 'there was no answer in time',
	ERR_CANCELED: 'the execution was stopped',
};

const chainOf = (error: unknown): Array<Record<string, unknown>> => {
	const chain: Array<Record<string, unknown>> = [];
	for (let at = error; at instanceof Error || isRecord(at); at = (at as { cause?: unknown }).cause) {
		if (chain.length > 8) break;
		chain.push(at as unknown as Record<string, unknown>);
	}
	return chain;
};

/** What a request that got no HTTP answer failed of. Takes whatever n8n's helper threw, and keeps none of it. */
export function failureWithoutAnswer(error: unknown, request: ApiRequest): Failure {
	const chain = chainOf(error);
	const problem = chain.find((link) => link instanceof CredentialProblem) as CredentialProblem | undefined;
	if (problem) {
		return { message: problem.message, description: 'Nothing was sent.' };
	}
	const codes = chain.map(({ code }) => String(code ?? ''));
	const never = codes.find((code) => code in NEVER_CONNECTED || code in NOT_TRUSTED);
	if (never) {
		const isPassing = never in NEVER_CONNECTED;
		const check = isPassing
			? 'that n8n can reach the internet'
			: 'the clock of this machine. If a proxy on the way signs certificates itself, name its CA in the environment variable NODE_EXTRA_CA_CERTS of n8n';
		return {
			message: `ECGrid could not be reached: ${NEVER_CONNECTED[never] ?? NOT_TRUSTED[never]}`,
			description: `Check the Base URL of the ECGrid API credential, and ${check}. Nothing was sent. (${never})`,
			passing: isPassing ? 'unreached' : undefined,
		};
	}
	const lost = codes.find((code) => code in LOST);
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
