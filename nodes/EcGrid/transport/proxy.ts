import type { Failure } from './failure';

const WANTS_LOGIN = 407;

const LET_THROUGH =
	'Ask whoever runs the proxy to let n8n through to the Base URL of the ECGrid API credential, or take ECGrid off it (NO_PROXY).';
const GIVE_LOGIN =
	'Put the login into the address of the proxy that n8n uses (HTTPS_PROXY), or take ECGrid off it (NO_PROXY).';

/** What another try can help against. Nothing of the request was sent, so any may be tried again. */
const isPassing = (status: number | undefined) =>
	status === undefined || status >= 500 || [408, 425, 429].includes(status);

/** A proxy that asks for a login of its own. */
export const WANTS_PROXY_LOGIN = {
	happened: 'A proxy between n8n and ECGrid asks for a login',
	wayOut: GIVE_LOGIN,
};

/** A proxy that refused to connect n8n with ECGrid, with this HTTP status if it got as far as that. */
export function refusedByProxy(status: number | undefined): Failure {
	const isLogin = status === WANTS_LOGIN;
	const happened = isLogin
		? WANTS_PROXY_LOGIN.happened
		: 'A proxy between n8n and ECGrid did not make the connection';
	return {
		message: `${happened} (${status === undefined ? 'its answer cannot be read' : `HTTP ${status}`})`,
		description: isLogin ? GIVE_LOGIN : LET_THROUGH,
		status,
		passing: isPassing(status) ? 'unreached' : undefined,
		unsent: true,
	};
}
