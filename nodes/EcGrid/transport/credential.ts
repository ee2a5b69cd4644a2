import { UserError, type ICredentialDataDecryptedObject, type IHttpRequestOptions } from 'n8n-workflow';

import { isLoopback } from './hosts';

export const CREDENTIAL = 'ecGridApi';
export const DEFAULT_BASE_URL = 'https://rest.ecgrid.io';

/** A credential with which nothing may be sent. Its message names the field and the way out. */
export class CredentialProblem extends UserError {}

/**
 * The origin that a credential's base URL stands for, such as `https://rest.ecgrid.io`.
 * Throws a CredentialProblem unless it is HTTPS (or loopback) and nothing but scheme, host and port.
 */
export function originOf(baseUrl: unknown): string {
	const say = (problem: string) =>
		new CredentialProblem(
			`The Base URL of the ECGrid API credential ${problem}. Use ${DEFAULT_BASE_URL}, or the address ECGrid gave you.`,
		);
	let url: URL;
	try {
		url = new URL(String(baseUrl ?? '').trim());
	} catch {
		url = new URL('invalid:');
	}
	if (!['https:', 'http:'].includes(url.protocol)) throw say('is not a web address');
	if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
		throw say('must start with https://, so that nobody on the way can read the API key');
	}
	if (url.username || url.password) throw say('must not hold a user name or password');
	if (url.pathname !== '/' || url.search || url.hash) {
		throw say(`must be scheme and host only, without a path or query`);
	}
	return url.origin;
}

/** The API key of a credential. Throws a CredentialProblem when it is empty or cannot be one. */
export function apiKeyOf(credentials: ICredentialDataDecryptedObject): string {
	const apiKey = String(credentials.apiKey ?? '').trim();
	if (!apiKey) {
		throw new CredentialProblem(
			'The API Key of the ECGrid API credential is empty. Enter the key of your ECGrid user there.',
		);
	}
	if (!/^[\x21-\x7e]+$/.test(apiKey)) {
		throw new CredentialProblem(
			'The API Key of the ECGrid API credential holds a space or a character that no key has. Copy it again.',
		);
	}
	return apiKey;
}

/**
 * Adds the API key and the base URL of a credential to a request, and forbids redirects.
 * Throws a CredentialProblem, before anything is sent, for an empty key, a base URL that is not safe,
 * or a request that would take the key to another host.
 * API: getting-started/authentication.
 */
export async function authenticate(
	credentials: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const origin = originOf(credentials.baseUrl);
	const apiKey = apiKeyOf(credentials);
	const target = new URL(request.url, origin);
	if (target.origin !== origin) {
		throw new CredentialProblem(
			`The ECGrid API key is sent to ${origin} only, not to ${target.origin}. Change the URL of the request, or the Base URL of the credential.`,
		);
	}
	return {
		...request,
		baseURL: origin,
		headers: { ...request.headers, 'X-API-Key': apiKey },
		disableFollowRedirect: true,
	};
}
