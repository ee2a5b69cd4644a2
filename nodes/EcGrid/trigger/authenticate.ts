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

/** What to answer to a caller who may not come in. */
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

/** The logins with which ECGrid may come by Digest, which needs the login itself: the one of the current API key first, then those of before that this process has derived, which also count while the key cannot be read. */
async function loginsOf(context: IWebhookFunctions, verifiers: string[]): Promise<Login[]> {
	const known = knownLogins(context, verifiers);
	if (known.length === 0) return [await recentLoginOf(context)];
	const current = await recentLoginOf(context).catch(() => undefined);
	return current ? [current, ...known.filter(({ password }) => password !== current.password)] : known;
}

/**
 * Who comes in. A login counts as given to ECGrid when
 *
 * - its verifier is stored with a callback of this node,
 * - or this process gave it to ECGrid, and has not given it another since (`rememberGiven`),
 * - or ECGrid came in with it last, to this process, and neither came with another since nor were others stored,
 * - or it is the one of the current API key: a delivery may come while the registration is still running.
 *
 * So a changed API key, however often, locks ECGrid out of no process that has served it since. A process that was
 * started later knows the first and the last of these. With Digest, which needs the login itself and not only its
 * verifier, a login of a former key is known to the processes that have derived it while that key was in use.
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

/** How callers log in. A word that cannot be read lets no stranger in. */
function authenticationFor(context: IWebhookFunctions): Authentication {
	try {
		return authenticationIn(context.getNodeParameter('authentication', 'basic'));
	} catch {
		return 'basic';
	}
}

const noteAccepted = (context: IWebhookFunctions, verifier: string, stored: string[]) =>
	rememberAccepted(nodeFingerprint(context), eventOfQuery(context.getQueryData()), verifier, stored);

/** Whether the caller is ECGrid, with the login that this node registered: `undefined` lets it in, else what to answer. When the login cannot be checked, nobody comes in. */
export async function refusal(context: IWebhookFunctions): Promise<Refusal | undefined> {
	const authentication = authenticationFor(context);
	if (authentication === 'none') return undefined;
	try {
		const check = checks[authentication];
		const { authorization } = context.getHeaderData() as { authorization?: unknown };
		return await check(context, typeof authorization === 'string' ? authorization : undefined);
	} catch (error) {
		context.logger.error(
			`ECGrid Trigger: the login of a caller could not be checked (${(error as Error).message}).`,
		);
		return { status: 503, headers: {}, message: 'The login cannot be checked at the moment. Try again.' };
	}
}
