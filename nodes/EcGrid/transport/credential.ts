import {
	UserError,
	type FunctionsBase,
	type ICredentialDataDecryptedObject,
	type IHttpRequestOptions,
} from 'n8n-workflow';

import { isLoopback, shownOrigin } from './hosts';

export const CREDENTIAL = 'ecGridApi';
export const DEFAULT_BASE_URL = 'https://rest.ecgrid.io';

/** A problem of the credential, before anything is sent. Its message names the field and the solution. */
export class CredentialProblem extends UserError {}

/**
 * The origin of a credential's base URL, such as `https://rest.ecgrid.io`.
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
	if (url.username || url.password) throw say('must not contain a user name or password');
	if (url.pathname !== '/' || url.search || url.hash) {
		throw say(`must be scheme and host only, without a path or query`);
	}
	return url.origin;
}

/** The ECGrid that a node's credential belongs to, by its origin. IDs are valid only at the ECGrid that assigned them. */
export const ecGridOf = async (context: Pick<FunctionsBase, 'getCredentials'>): Promise<string> =>
	originOf((await context.getCredentials(CREDENTIAL)).baseUrl);

/** The API key of a credential. Throws a CredentialProblem if it is empty or can't be a key. */
export function apiKeyOf(credentials: ICredentialDataDecryptedObject): string {
	const apiKey = String(credentials.apiKey ?? '').trim();
	if (!apiKey) {
		throw new CredentialProblem(
			"The API Key of the ECGrid API credential is empty. Enter your ECGrid user's key there.",
		);
	}
	if (!/^[\x21-\x7e]+$/.test(apiKey)) {
		throw new CredentialProblem(
			"The API Key of the ECGrid API credential contains a space, or a character that keys don't have. Copy the key again.",
		);
	}
	return apiKey;
}

/** A request as n8n's helpers accept it: the current kind, or the older one (`uri`, …) of the HTTP Request node. */
type AnyRequest = IHttpRequestOptions & {
	uri?: unknown;
	rejectUnauthorized?: boolean;
	agentOptions?: Record<string, unknown>;
};

/** Options for a request of either kind. */
const WITHOUT_REDIRECTS = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
	maxRedirects: 0,
};

const parsed = (url: unknown, base: string): URL | undefined => {
	try {
		return new URL(String(url), base);
	} catch {
		return undefined;
	}
};

const isVerified = ({ rejectUnauthorized, agentOptions, skipSslCertificateValidation }: AnyRequest) =>
	[true, undefined].includes(rejectUnauthorized) &&
	[true, undefined].includes(agentOptions?.rejectUnauthorized as boolean | undefined) &&
	!skipSslCertificateValidation;

/** The TLS options that a request may have: a client certificate, but nothing that changes how ECGrid's is checked. */
const HARMLESS_AGENT_OPTIONS = ['cert', 'key', 'passphrase', 'rejectUnauthorized'];

/**
 * The whole URL of a request, in exactly the spelling that was checked, so that the sender can't read it
 * differently. Throws a CredentialProblem for any request that could take the key to a host other than `origin`.
 */
function targetOf(request: AnyRequest, origin: string): string {
	const refusal = (where: string) =>
		new CredentialProblem(
			`The ECGrid API key is sent to ${origin} only, not to ${where}. Change the URL of the request, or the Base URL of the credential.`,
		);
	const home = new URL(origin);
	const base = parsed(request.baseURL || origin, origin);
	if (base?.href !== home.href) throw refusal(base?.host ? shownOrigin(base) : 'what its base URL says');
	// Like n8n: `url`, if there is one.
	const given = request.url ?? request.uri;
	if (given === undefined || given === null || given === '') {
		throw refusal('an unknown address');
	}
	const target = parsed(given, origin);
	if (!target) throw refusal('what is no web address');
	if (target.protocol !== home.protocol || target.host !== home.host) {
		throw refusal(target.host ? shownOrigin(target) : 'an address without a host');
	}

	const foreign = Object.entries(request.headers ?? {}).find(
		([name, value]) => name.toLowerCase() === 'host' && String(value).trim().toLowerCase() !== home.host,
	);
	if (foreign) throw refusal('the host in the "Host" header');
	if (home.protocol === 'http:' && request.proxy) throw refusal('a proxy, which could read it on the way');
	if (!isLoopback(home.hostname) && !isVerified(request)) {
		throw new CredentialProblem(
			`The ECGrid API key isn't sent to a server whose certificate isn't verified, because it could be any server. Turn off "Ignore SSL Issues" in the request's options.`,
		);
	}
	const { agentOptions = {} } = request;
	const odd = Object.keys(agentOptions).find(
		(name) => agentOptions[name] !== undefined && !HARMLESS_AGENT_OPTIONS.includes(name),
	);
	if (odd !== undefined && !isLoopback(home.hostname)) {
		throw new CredentialProblem(
			`The ECGrid API key isn't sent over a connection with the request's own "${odd}", because any server could pose as ECGrid. Remove the CA from the SSL certificates of the request. A CA that your network needs is named in the environment variable NODE_EXTRA_CA_CERTS of n8n.`,
		);
	}
	if (String(request.method).trim().toUpperCase() === 'TRACE') {
		throw new CredentialProblem(
			"The ECGrid API key isn't sent with the TRACE method, because the response repeats it. Choose another method.",
		);
	}
	return target.href;
}

/**
 * Adds the API key and the base URL of a credential to a request, and forbids redirects. n8n calls it for every
 * request with this credential, including those of its HTTP Request node.
 * Throws a CredentialProblem, before anything is sent, for an empty key, an unsafe base URL,
 * or a request that would take the key to another host.
 * API: getting-started/authentication.
 */
export async function authenticate(
	credentials: ICredentialDataDecryptedObject,
	request: AnyRequest,
): Promise<IHttpRequestOptions> {
	const origin = originOf(credentials.baseUrl);
	const apiKey = apiKeyOf(credentials);
	const target = targetOf(request, origin);
	const signed: AnyRequest = {
		...request,
		...WITHOUT_REDIRECTS,
		url: target,
		baseURL: undefined,
		headers: { ...request.headers, 'X-API-Key': apiKey },
	};
	if (request.uri !== undefined) signed.uri = target;
	return signed;
}
