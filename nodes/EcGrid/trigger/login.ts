import { createHash, createHmac, timingSafeEqual } from 'crypto';

import { apiKeyOf, CREDENTIAL } from '../transport/credential';
import { setBounded } from '../runtime/boundedMap';
import { nodeFingerprint, nodeIdentity, type NodeContext } from '../runtime/nodeFingerprint';

/** The user name and password with which ECGrid calls one trigger node. */
export interface Login {
	username: string;
	password: string;
}

/** Logins of one owner that are still known after the API key was changed. */
const MAX_LOGINS = 4;

interface Derived {
	/** Newest first. */
	logins: Login[];
	/** When the newest was derived, in epoch milliseconds. */
	at: number;
}

/** What this process has derived, for each owner. */
const derived = new Map<string, Derived>();
/** Milliseconds in which the API key is not read again for callers with a wrong login, however many there are. */
const LOGIN_CACHE_MS = 1_000;

function remember(owner: string, login: Login): void {
	const former = derived.get(owner)?.logins.filter(({ password }) => password !== login.password) ?? [];
	setBounded(derived, owner, { logins: [login, ...former].slice(0, MAX_LOGINS), at: Date.now() });
}

/** The logins that this process has derived for a node before and that one of the verifiers was made of. */
export const knownLogins = (context: NodeContext, verifiers: string[]): Login[] =>
	(derived.get(nodeFingerprint(context))?.logins ?? []).filter((login) =>
		verifiers.includes(verifierOf(login)),
	);

/**
 * The login of a trigger node. It is derived from the API key and the node's identity, so that every process
 * of this n8n can derive it again and nothing secret is stored.
 */
export async function loginOf(context: NodeContext): Promise<Login> {
	const apiKey = apiKeyOf(await context.getCredentials(CREDENTIAL));
	const derive = (purpose: string) =>
		createHmac('sha256', apiKey)
			.update(`n8n-nodes-ecgrid ${purpose} ${nodeIdentity(context)}`)
			.digest('base64url');
	const login: Login = {
		username: `n8n-${derive('username').slice(0, 12)}`,
		// The prefix brings every kind of character that ECGrid's password rule asks for.
		password: `Ec1-${derive('password')}`,
	};
	remember(nodeFingerprint(context), login);
	return login;
}

const underWay = new Map<string, Promise<Login>>();

/** The same, but as it was a moment ago where this process derived it a moment ago. A login that it misses is refused, and ECGrid comes again. */
export async function recentLoginOf(context: NodeContext): Promise<Login> {
	const owner = nodeFingerprint(context);
	const known = derived.get(owner);
	if (known && Math.abs(Date.now() - known.at) < LOGIN_CACHE_MS) return known.logins[0]!;
	const reading = underWay.get(owner) ?? loginOf(context).finally(() => underWay.delete(owner));
	underWay.set(owner, reading);
	return await reading;
}

/** A one-way hash by which a login can be recognised. The password has 256 bits, so a plain hash cannot be searched. */
export const verifierOf = ({ username, password }: Login): string =>
	createHash('sha256')
		.update(JSON.stringify([username, password]))
		.digest('base64url');

/** With what nonces for Digest are signed. Made of the login of the current API key it is the same in every process of this n8n, whatever logins each has known before, and known to nobody else. */
export const nonceKeyOf = ({ password }: Login): string =>
	createHmac('sha256', password).update('n8n-nodes-ecgrid nonce').digest('base64url');

/** Compares two texts in a time that does not depend on where they differ. */
export const equal = (left: string, right: string): boolean =>
	timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());

/** By verifiers, for one callback. */
interface Given {
	/** What this process gave ECGrid last; two where it is not known whether ECGrid took the second. */
	given: string[];
	/** What ECGrid came with last, and the stored verifiers at that time. */
	accepted?: { verifier: string; stored: string };
}

/** What this process knows of the logins that ECGrid has, for each owner and event. */
const given = new Map<string, Map<string, Given>>();

function changeGiven(owner: string, event: string, change: (former: Given) => Given): void {
	const ofOwner = given.get(owner) ?? new Map<string, Given>();
	ofOwner.set(event, change(ofOwner.get(event) ?? { given: [] }));
	setBounded(given, owner, ofOwner);
}

/** Where it is kept with what ECGrid came when the called URL named no event. */
const NO_EVENT = '';

/**
 * Remembers, until this process ends, that ECGrid was given the login of a verifier for the callback of an event: what
 * this process gave it for that before, or saw it use, no longer comes in by this memory. `sure` is false when ECGrid's
 * answer was lost: then the former stays good beside it.
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

/** Remembers the login that ECGrid came with for an event, until it comes with another one or the stored ones change. */
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

/** Forgets both, for all events: the callbacks are deleted. */
export const forgetGiven = (owner: string): void => void given.delete(owner);

/** The verifiers of the logins that, as far as this process knows, ECGrid has besides the stored ones. */
export const givenVerifiers = (owner: string, stored: string[]): string[] =>
	[...(given.get(owner)?.values() ?? [])].flatMap((known) => [
		...known.given,
		...(known.accepted && known.accepted.stored === stored.join() ? [known.accepted.verifier] : []),
	]);
