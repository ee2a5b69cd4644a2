import type { Failure } from './api';

/** The HTTP status of a proxy that asks for a login of its own. */
export const PROXY_LOGIN_STATUS = 407;

const LET_THROUGH =
	'Ask whoever runs the proxy to let n8n through to the Base URL of the ECGrid API credential, or take ECGrid off it (NO_PROXY).';
const GIVE_LOGIN =
	'Put the login into the address of the proxy that n8n uses (HTTPS_PROXY), or take ECGrid off it (NO_PROXY).';

export const WRITE_PROXY =
	'Correct the address of the proxy in the environment of n8n (HTTPS_PROXY), such as http://user:password@proxy.example.com:3128. In user name and password, a character such as # or / is written as %23 or %2F.';

export const CHECK_PROXY =
	'Check the address of the proxy that n8n uses (HTTPS_PROXY), that the proxy is running, and that it reaches the Base URL of the ECGrid API credential, or take ECGrid off it (NO_PROXY).';

export const CHECK_PROXY_CERTIFICATE =
	'Check the address of the proxy that n8n uses (HTTPS_PROXY), and the clock of this machine. If the certificate of the proxy is signed by a CA of its own, name that in the environment variable NODE_EXTRA_CA_CERTS of n8n.';

/** What another try can help against. Nothing of the request was sent, so any may be tried again. */
const isPassing = (status: number | undefined) =>
	status === undefined || status >= 500 || [408, 425, 429].includes(status);

/** A proxy that asks for a login of its own. */
export const WANTS_PROXY_LOGIN = {
	headline: 'A proxy between n8n and ECGrid asks for a login',
	remedy: GIVE_LOGIN,
};

/** What a proxy did that was reached and asked to connect, by the code of the error. */
const DID_NOT_ANSWER: Record<string, string> = {
	'': 'it gave no answer that can be read',
	ECONNRESET: 'it cut the connection',
	EPIPE: 'it cut the connection',
	ETIMEDOUT: 'it did not answer in time',
	ECONNABORTED: 'it did not answer in time',
};

/** What became of a request for a connection that a proxy did not answer: why it did not, by the code of an error that came after it was reached, or else why it was not reached. */
export function notAnsweredByProxy(why: string, code?: string): string {
	const told =
		code !== undefined && Object.hasOwn(DID_NOT_ANSWER, code)
			? `did not make the connection: ${DID_NOT_ANSWER[code]}`
			: `could not be reached: ${why}`;
	return `A proxy between n8n and ECGrid ${told}`;
}

/** A proxy that refused to connect n8n with ECGrid, with this HTTP status if it got as far as that. */
export function refusedByProxy(status: number | undefined): Failure {
	const isLogin = status === PROXY_LOGIN_STATUS;
	const headline = isLogin
		? WANTS_PROXY_LOGIN.headline
		: 'A proxy between n8n and ECGrid did not make the connection';
	return {
		message: `${headline} (${status === undefined ? 'its answer cannot be read' : `HTTP ${status}`})`,
		description: isLogin ? GIVE_LOGIN : LET_THROUGH,
		status,
		retryReason: isPassing(status) ? 'notSent' : undefined,
		notSent: true,
	};
}
