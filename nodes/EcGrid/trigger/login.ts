import { createHash, createHmac, timingSafeEqual } from 'crypto';

import { apiKeyOf, CREDENTIAL } from '../transport/credential';
import { setBounded } from '../runtime/boundedMap';
import { nodeFingerprint, nodeIdentity, type NodeContext } from '../runtime/nodeFingerprint';

/** The user name and password with which ECGrid calls one trigger node. */
export interface Login {
	username: string;
	password: string;
}

/** The most logins to remember of one owner, including those of previous API keys. */
const MAX_LOGINS = 4;

interface Derived {
	/** Newest first. */
	logins: Login[];
	/** When the newest was derived, in epoch milliseconds. */
	at: number;
}

/** The logins that this process has derived, for each owner. */
const derived = new Map<string, Derived>();
/** Milliseconds in which the API key isn't read again for callers with a wrong login, however many there are. */
const LOGIN_CACHE_MS = 1_000;

function remember(owner: string, login: Login): void {
	const former = derived.get(owner)?.logins.filter(({ password }) => password !== login.password) ?? [];
	setBounded(derived, owner, { logins: [login, ...former].slice(0, MAX_LOGINS), at: Date.now() });
}

/** The logins that this process has derived for a node and that match one of the verifiers. */
export const knownLogins = (context: NodeContext, verifiers: string[]): Login[] =>
	(derived.get(nodeFingerprint(context))?.logins ?? []).filter((login) =>
		verifiers.includes(verifierOf(login)),
	);

/**
 * Derives the login of a trigger node from the API key and the node's identity, so that every process of this n8n can
 * derive it and nothing secret is stored.
 */
export async function loginOf(context: NodeContext): Promise<Login> {
	const apiKey = apiKeyOf(await context.getCredentials(CREDENTIAL));
	const derive = (purpose: string) =>
		createHmac('sha256', apiKey)
			.update(`n8n-nodes-ecgrid ${purpose} ${nodeIdentity(context)}`)
			.digest('base64url');
	const login: Login = {
		username: `n8n-${derive('username').slice(0, 12)}`,
		// The prefix contains every kind of character that ECGrid's password rule requires.
		password: `Ec1-${derive('password')}`,
	};
	remember(nodeFingerprint(context), login);
	return login;
}

const inFlight = new Map<string, Promise<Login>>();

/**
 * Like `loginOf`, but returns the login that this process derived a moment ago, if there is one. If the login has
 * changed since, ECGrid is refused and retries.
 */
export async function recentLoginOf(context: NodeContext): Promise<Login> {
	const owner = nodeFingerprint(context);
	const known = derived.get(owner);
	if (known && Math.abs(Date.now() - known.at) < LOGIN_CACHE_MS) return known.logins[0]!;
	const reading = inFlight.get(owner) ?? loginOf(context).finally(() => inFlight.delete(owner));
	inFlight.set(owner, reading);
	return await reading;
}

/** A one-way hash that identifies a login. The password has 256 bits, so nobody can search for it by a plain hash. */
export const verifierOf = ({ username, password }: Login): string =>
	createHash('sha256')
		.update(JSON.stringify([username, password]))
		.digest('base64url');

/**
 * The key that signs Digest nonces. With the login of the current API key, it is the same in every process of this n8n,
 * whatever logins each has known before, and nobody else knows it.
 */
export const nonceKeyOf = ({ password }: Login): string =>
	createHmac('sha256', password).update('n8n-nodes-ecgrid nonce').digest('base64url');

/** Compares two texts in a time that doesn't depend on where they differ. */
export const equal = (left: string, right: string): boolean =>
	timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());

/** The verifiers of the logins of one callback. */
interface Given {
	/** The login that this process last sent to ECGrid; two if it isn't known whether ECGrid accepted the newer one. */
	given: string[];
	/** The login that ECGrid last used, and the stored verifiers at that time. */
	accepted?: { verifier: string; stored: string };
}

/** The logins that ECGrid has, as far as this process knows, for each owner and event. */
const given = new Map<string, Map<string, Given>>();

function changeGiven(owner: string, event: string, change: (former: Given) => Given): void {
	const ofOwner = given.get(owner) ?? new Map<string, Given>();
	ofOwner.set(event, change(ofOwner.get(event) ?? { given: [] }));
	setBounded(given, owner, ofOwner);
}

/** Stands for the event if the called URL named none. */
const NO_EVENT = '';

/**
 * Remembers, until this process ends, the login that ECGrid got for the callback of an event. From then on, this memory
 * no longer accepts logins that this process sent for it before, or saw ECGrid use. If ECGrid's response was lost,
 * `sure` is false, and the previous login stays valid too.
 */
export function rememberGiven(owner: string, event: string, verifier: string, sure = true): void {
	const others = (verifiers: string[]) => (sure ? [] : verifiers.filter((other) => other !== verifier));
	changeGiven(owner, event, (former) => ({
		...former,
		given: [verifier, ...others(former.given)].slice(0, 2),
	}));
	if (!sure) return;
	for (const used of [event, NO_EVENT]) {
		changeGiven(owner, used, ({ accepted, ...former }) =>
			accepted?.verifier === verifier ? { ...former, accepted } : former,
		);
	}
}

/** Remembers the login that ECGrid used for an event, until it uses another one or the stored ones change. */
export const rememberAccepted = (
	owner: string,
	event: string | undefined,
	verifier: string,
	stored: string[],
): void =>
	changeGiven(owner, event ?? NO_EVENT, (former) => ({
		...former,
		accepted: { verifier, stored: stored.join() },
	}));

/** Forgets all logins of an owner, because its callbacks are deleted. */
export const forgetGiven = (owner: string): void => void given.delete(owner);

/** The verifiers of the logins that ECGrid has in addition to the stored ones, as far as this process knows. */
export const givenVerifiers = (owner: string, stored: string[]): string[] =>
	[...(given.get(owner)?.values() ?? [])].flatMap((known) => [
		...known.given,
		...(known.accepted && known.accepted.stored === stored.join() ? [known.accepted.verifier] : []),
	]);
