import type { IWebhookFunctions } from 'n8n-workflow';

import { equal, loginOf, verifierOf, type Login } from './login';
import { storedBy } from './stored';
import type { Authentication } from './wanted';

const REALM = 'n8n ECGrid Trigger';

/** What to answer to a caller who may not come in. */
export interface Refusal {
	status: number;
	headers: Record<string, string>;
	message: string;
}

/** The login in an `Authorization: Basic` header (RFC 7617); `undefined` when there is none that can be read. */
export function basicLogin(header: string | undefined): Login | undefined {
	const encoded = /^basic +([A-Za-z0-9+/]+=*) *$/i.exec(header ?? '')?.[1];
	const decoded = encoded && Buffer.from(encoded, 'base64').toString('utf8');
	const colon = decoded ? decoded.indexOf(':') : -1;
	if (!decoded || colon < 0) return undefined;
	return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

/**
 * Whether the caller is ECGrid, with the login that this node registered: `undefined` lets it in, else the
 * refusal to answer. Accepts the login that ECGrid was given last (so a changed API key locks nobody out) and the
 * one derived from the current key (a delivery may come while the registration is still running).
 */
export async function refusal(context: IWebhookFunctions): Promise<Refusal | undefined> {
	const authentication = context.getNodeParameter('authentication', 'basic') as Authentication;
	if (authentication === 'none') return undefined;
	const denied: Refusal = {
		status: 401,
		headers: { 'WWW-Authenticate': `Basic realm="${REALM}", charset="UTF-8"` },
		message: 'Only ECGrid may call this address, with the login it was given.',
	};
	const login = basicLogin(context.getHeaderData().authorization);
	if (!login) return denied;
	const presented = verifierOf(login);
	const known = storedBy(context).flatMap(({ verifier }) => verifier ?? []);
	if (known.some((verifier) => equal(verifier, presented))) return undefined;
	try {
		return equal(verifierOf(await loginOf(context)), presented) ? undefined : denied;
	} catch (error) {
		context.logger.error(
			`ECGrid Trigger: the caller's login could not be checked (${(error as Error).message}).`,
		);
		return { status: 503, headers: {}, message: 'The login cannot be checked at the moment. Try again.' };
	}
}
