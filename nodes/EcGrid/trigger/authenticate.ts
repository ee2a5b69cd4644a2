import type { IWebhookFunctions } from 'n8n-workflow';

import { basicChallenge, basicLogin } from './basic';
import { checkDigest, digestChallenge } from './digest';
import { eventOfQuery } from './eventName';
import {
	equal,
	givenVerifiers,
	knownLogins,
	nonceKeyOf,
	recentLoginOf,
	rememberAccepted,
	verifierOf,
	type Login,
} from './login';
import { nodeFingerprint } from '../runtime/nodeFingerprint';
import { callbacksOf } from './registrationState';
import { authenticationIn, type Authentication } from './settings';

const REALM = 'n8n ECGrid Trigger';

/** The response to a caller that isn't let in. */
export interface Refusal {
	status: number;
	headers: Record<string, string>;
	message: string;
}

type Check = (context: IWebhookFunctions, header: string | undefined) => Promise<Refusal | undefined>;

const denied = (challenge: string): Refusal => ({
	status: 401,
	headers: { 'WWW-Authenticate': challenge },
	message: 'Only ECGrid may call this address, with the login it was given.',
});

const storedVerifiers = (context: IWebhookFunctions): string[] =>
	callbacksOf(context).flatMap(({ verifier }) => verifier ?? []);

/**
 * The logins that Digest accepts. Digest needs the login itself: that of the current API key first, then earlier ones
 * that this process has derived, which count even if the key can't be read.
 */
async function loginsOf(context: IWebhookFunctions, verifiers: string[]): Promise<Login[]> {
	const known = knownLogins(context, verifiers);
	if (known.length === 0) return [await recentLoginOf(context)];
	const current = await recentLoginOf(context).catch(() => undefined);
	return current ? [current, ...known.filter(({ password }) => password !== current.password)] : known;
}

/**
 * Checks a caller's login. A login is ECGrid's if
 *
 * - its verifier is stored with a callback of this node,
 * - or this process sent it to ECGrid and hasn't sent another one since (`rememberGiven`),
 * - or it is the last one that ECGrid used with this process, and no other verifiers were stored since,
 * - or it is the login of the current API key: a delivery may arrive while the registration is still running.
 *
 * So changing the API key, however often, doesn't lock ECGrid out of a process that has served it since. A process that
 * started later knows only the first and the last of these. Digest needs the login itself, not only its verifier: only
 * the processes that derived the login of a previous key while it was in use know that login.
 */
const checks: Record<Exclude<Authentication, 'none'>, Check> = {
	async basic(context, header) {
		const login = basicLogin(header);
		if (!login) return denied(basicChallenge(REALM));
		const presented = verifierOf(login);
		const stored = storedVerifiers(context);
		const isGiven = [...stored, ...givenVerifiers(nodeFingerprint(context), stored)].some((verifier) =>
			equal(verifier, presented),
		);
		if (!isGiven && !equal(verifierOf(await recentLoginOf(context)), presented)) {
			return denied(basicChallenge(REALM));
		}
		noteAccepted(context, presented, stored);
		return undefined;
	},

	async digest(context, header) {
		const stored = storedVerifiers(context);
		const logins = await loginsOf(context, [...stored, ...givenVerifiers(nodeFingerprint(context), stored)]);
		const nonceKeys = logins.map(nonceKeyOf);
		const { method } = context.getRequestObject();
		const { verdict, login } = checkDigest(header, method, REALM, nonceKeys, logins);
		if (!login || verdict !== 'accepted') {
			return denied(digestChallenge(REALM, nonceKeys[0]!, verdict === 'stale'));
		}
		noteAccepted(context, verifierOf(login), stored);
		return undefined;
	},
};

/** How callers log in. A setting that can't be read lets no stranger in. */
function authenticationFor(context: IWebhookFunctions): Authentication {
	try {
		return authenticationIn(context.getNodeParameter('authentication', 'basic'));
	} catch {
		return 'basic';
	}
}

const noteAccepted = (context: IWebhookFunctions, verifier: string, stored: string[]) =>
	rememberAccepted(nodeFingerprint(context), eventOfQuery(context.getQueryData()), verifier, stored);

/**
 * Checks whether the caller is ECGrid, with the login that this node registered. Returns `undefined` to let it in,
 * otherwise the response. If the login can't be checked, nobody gets in.
 */
export async function refusal(context: IWebhookFunctions): Promise<Refusal | undefined> {
	const authentication = authenticationFor(context);
	if (authentication === 'none') return undefined;
	try {
		const check = checks[authentication];
		const { authorization } = context.getHeaderData() as { authorization?: unknown };
		return await check(context, typeof authorization === 'string' ? authorization : undefined);
	} catch (error) {
		context.logger.error(`ECGrid Trigger: couldn't check a caller's login (${(error as Error).message}).`);
		return {
			status: 503,
			headers: {},
			message: "The trigger can't check the login at the moment. Try again.",
		};
	}
}
