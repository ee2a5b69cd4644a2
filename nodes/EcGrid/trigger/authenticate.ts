import type { IWebhookFunctions } from 'n8n-workflow';

import { basicChallenge, basicLogin } from './basic';
import { checkDigest, digestChallenges } from './digest';
import { equal, knownLogins, nonceKeyOf, recentLoginOf, verifierOf, type Login } from './login';
import { callbacksOf } from './registrationState';
import type { Authentication } from './wanted';

const REALM = 'n8n ECGrid Trigger';

/** What to answer to a caller who may not come in. */
export interface Refusal {
	status: number;
	headers: Record<string, string | string[]>;
	message: string;
}

type Check = (context: IWebhookFunctions, header: string | undefined) => Promise<Refusal | undefined>;

const denied = (challenge: string | string[]): Refusal => ({
	status: 401,
	headers: { 'WWW-Authenticate': challenge },
	message: 'Only ECGrid may call this address, with the login it was given.',
});

const verifiersOf = (context: IWebhookFunctions) =>
	callbacksOf(context).flatMap(({ verifier }) => verifier ?? []);

/**
 * Each check accepts the login that ECGrid was given last, so that a changed API key locks nobody out, and the one
 * that the current key gives: a delivery may come while the registration is still running. With Digest, which needs
 * the login itself, the former is known to the processes that have used it.
 */
const checks: Record<Exclude<Authentication, 'none'>, Check> = {
	async basic(context, header) {
		const login = basicLogin(header);
		const presented = login && verifierOf(login);
		const accepted =
			presented !== undefined &&
			(verifiersOf(context).some((verifier) => equal(verifier, presented)) ||
				equal(verifierOf(await recentLoginOf(context)), presented));
		return accepted ? undefined : denied(basicChallenge(REALM));
	},

	async digest(context, header) {
		const known = knownLogins(context, verifiersOf(context));
		const nonceKey = nonceKeyOf(known[0] ?? (await recentLoginOf(context)));
		const challenged = (stale: boolean) => denied(digestChallenges(REALM, nonceKey, stale));
		if (!header) return challenged(false);
		const { method } = context.getRequestObject();
		const check = (logins: Login[]) => checkDigest(header, method, REALM, nonceKey, logins);
		const former = check(known);
		const verdict = former === 'refused' ? check([await recentLoginOf(context)]) : former;
		return verdict === 'accepted' ? undefined : challenged(verdict === 'stale');
	},
};

/** Whether the caller is ECGrid, with the login that this node registered: `undefined` lets it in, else what to answer. When the login cannot be checked, nobody comes in. */
export async function refusal(context: IWebhookFunctions): Promise<Refusal | undefined> {
	const authentication = context.getNodeParameter('authentication', 'basic') as Authentication;
	if (authentication === 'none') return undefined;
	const check = checks[authentication] ?? checks.basic;
	try {
		return await check(context, context.getHeaderData().authorization);
	} catch (error) {
		context.logger.error(
			`ECGrid Trigger: the login of a caller could not be checked (${(error as Error).message}).`,
		);
		return { status: 503, headers: {}, message: 'The login cannot be checked at the moment. Try again.' };
	}
}
