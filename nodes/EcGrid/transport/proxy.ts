import type { Failure } from './api';

/** The HTTP status of a proxy that asks for a login of its own. */
export const PROXY_LOGIN_STATUS = 407;

const LET_THROUGH =
	'Ask whoever runs the proxy to let n8n reach the Base URL of the ECGrid API credential, or exclude ECGrid from the proxy (NO_PROXY).';
const GIVE_LOGIN =
	"Add the login to the address of n8n's proxy (HTTPS_PROXY), or exclude ECGrid from the proxy (NO_PROXY).";

export const WRITE_PROXY =
	"Correct it in n8n's environment (HTTPS_PROXY), such as http://user:password@proxy.example.com:3128. In the user name and password, write a character such as # or / as %23 or %2F.";

export const CHECK_PROXY =
	"Check the address of n8n's proxy (HTTPS_PROXY), that the proxy is running, and that it reaches the Base URL of the ECGrid API credential. Or exclude ECGrid from the proxy (NO_PROXY).";

export const CHECK_PROXY_CERTIFICATE =
	"Check the address of n8n's proxy (HTTPS_PROXY), and this machine's clock. If the proxy's certificate is signed by a CA of its own, name that CA in n8n's environment variable NODE_EXTRA_CA_CERTS.";

/** Whether a retry can help. Nothing of the request was sent, so any request is safe to retry. */
const isPassing = (status: number | undefined) =>
	status === undefined || status >= 500 || [408, 425, 429].includes(status);

/** Advice for a proxy that asks for a login of its own. */
export const WANTS_PROXY_LOGIN = {
	headline: 'A proxy between n8n and ECGrid asks for a login',
	remedy: GIVE_LOGIN,
};

/** What a proxy did when n8n reached it and asked it to connect, by error code. */
const DID_NOT_ANSWER: Record<string, string> = {
	'': "its response can't be read",
	ECONNRESET: 'it closed the connection',
	EPIPE: 'it closed the connection',
	ETIMEDOUT: 'it timed out',
	ECONNABORTED: 'it timed out',
};

/** The message for a proxy that didn't answer: what it did after n8n reached it, by error code, or why n8n couldn't reach it. */
export function notAnsweredByProxy(why: string, code?: string): string {
	const told =
		code !== undefined && Object.hasOwn(DID_NOT_ANSWER, code)
			? `did not make the connection: ${DID_NOT_ANSWER[code]}`
			: `can't be reached: ${why}`;
	return `A proxy between n8n and ECGrid ${told}`;
}

/** The failure of a proxy that refused to connect n8n to ECGrid, with its HTTP status if it sent one. */
export function refusedByProxy(status: number | undefined): Failure {
	const isLogin = status === PROXY_LOGIN_STATUS;
	const headline = isLogin
		? WANTS_PROXY_LOGIN.headline
		: 'A proxy between n8n and ECGrid did not make the connection';
	return {
		message: `${headline} (${status === undefined ? "its response can't be read" : `HTTP ${status}`})`,
		description: isLogin ? GIVE_LOGIN : LET_THROUGH,
		status,
		retryReason: isPassing(status) ? 'notSent' : undefined,
		notSent: true,
	};
}
