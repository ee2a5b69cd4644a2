import { createHash, createHmac, timingSafeEqual } from 'crypto';

import type { FunctionsBase } from 'n8n-workflow';

import { apiKeyOf, CREDENTIAL } from '../transport/credential';

/** The user name and password with which ECGrid calls one trigger node. */
export interface Login {
	username: string;
	password: string;
}

export type NodeContext = Pick<FunctionsBase, 'getNode' | 'getWorkflow' | 'getInstanceId' | 'getCredentials'>;

/** What no other node has: which n8n, which workflow, which node. */
export const identityOf = (context: NodeContext): string =>
	JSON.stringify([context.getInstanceId(), context.getWorkflow().id, context.getNode().id]);

const fingerprint = (purpose: string, context: NodeContext): string =>
	createHash('sha256')
		.update(`n8n-nodes-ecgrid ${purpose} ${identityOf(context)}`)
		.digest('base64url');

/** A fingerprint of the node in this workflow in this n8n: a copy or an import has another one. */
export const ownerOf = (context: NodeContext): string => fingerprint('owner', context);

interface Derived {
	/** Newest first: after the API key was changed, the former login is still known. */
	logins: Login[];
	/** When the newest was derived, in epoch milliseconds. */
	at: number;
}

/** What this process has derived, for each owner. */
const derived = new Map<string, Derived>();
const MOST_OWNERS = 1_000;
/** Milliseconds in which the API key is not read again for callers with a wrong login, however many there are. */
const RECENT = 1_000;

function remember(owner: string, login: Login): void {
	const former = derived.get(owner)?.logins.filter(({ password }) => password !== login.password) ?? [];
	derived.delete(owner);
	derived.set(owner, { logins: [login, ...former].slice(0, 2), at: Date.now() });
	if (derived.size > MOST_OWNERS) derived.delete(derived.keys().next().value!);
}

/** The logins that this process has derived for a node before and that one of the verifiers was made of. */
export const knownLogins = (context: NodeContext, verifiers: string[]): Login[] =>
	(derived.get(ownerOf(context))?.logins ?? []).filter((login) => verifiers.includes(verifierOf(login)));

/**
 * The login of a trigger node. It is derived from the API key and the node's identity, so that every process
 * of this n8n can derive it again and nothing secret is stored.
 */
export async function loginOf(context: NodeContext): Promise<Login> {
	const apiKey = apiKeyOf(await context.getCredentials(CREDENTIAL));
	const derive = (purpose: string) =>
		createHmac('sha256', apiKey)
			.update(`n8n-nodes-ecgrid ${purpose} ${identityOf(context)}`)
			.digest('base64url');
	const login: Login = {
		username: `n8n-${derive('username').slice(0, 12)}`,
		// The prefix brings every kind of character that ECGrid's password rule asks for.
		password: `Ec1-${derive('password')}`,
	};
	remember(ownerOf(context), login);
	return login;
}

/** The same, but as it was a moment ago where this process derived it a moment ago. A login that it misses is refused, and ECGrid comes again. */
export async function recentLoginOf(context: NodeContext): Promise<Login> {
	const known = derived.get(ownerOf(context));
	return known && Math.abs(Date.now() - known.at) < RECENT ? known.logins[0]! : await loginOf(context);
}

/** A one-way hash by which a login can be recognised. The password has 256 bits, so a plain hash cannot be searched. */
export const verifierOf = ({ username, password }: Login): string =>
	createHash('sha256')
		.update(JSON.stringify([username, password]))
		.digest('base64url');

/** With what nonces for Digest are signed: the same in every process of this n8n, and known to nobody else. */
export const nonceKeyOf = ({ password }: Login): string =>
	createHmac('sha256', password).update('n8n-nodes-ecgrid nonce').digest('base64url');

/** Compares two texts in a time that does not depend on where they differ. */
export const equal = (left: string, right: string): boolean =>
	timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());
