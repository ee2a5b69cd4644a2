import type { IHookFunctions } from 'n8n-workflow';

import { CREDENTIAL, originOf } from '../transport/credential';
import { nodeError } from '../transport/failure';
import { isLoopback, isPublic, shownOrigin } from '../transport/hosts';
import { parsedUrl } from '../transport/parsedUrl';

const SET_WEBHOOK_URL =
	"Set n8n's environment variable N8N_WEBHOOK_URL to its public HTTPS address, such as https://n8n.example.com/, and restart n8n.";

/**
 * The node's own webhook URL: the production URL, or the test URL while n8n listens for a test event. n8n serves it
 * with single slashes, whatever N8N_WEBHOOK_URL ends with.
 */
export const addressOf = (context: IHookFunctions): string =>
	(context.getNodeWebhookUrl('default') ?? '').replace(/([^:/])\/{2,}/g, '$1/');

/**
 * The test URL of a node with this production URL, by n8n's default names of its endpoints; `undefined` if the production
 * URL isn't at the default endpoint.
 */
export function defaultTestAddress(address: string): string | undefined {
	const test = address.replace(/\/webhook\/(?=[^/]+\/[^/]+$)/, '/webhook-test/');
	return test === address ? undefined : test;
}

/** The URL to register for an event. It identifies the event of a delivery, and the node's own callbacks. */
export const registeredUrl = (address: string, event: string): string =>
	`${address}?event=${encodeURIComponent(event)}`;

/** A path with one spelling for each character: decoded and encoded again, or unchanged if it can't be decoded. */
const normalPath = (path: string): string =>
	path
		.split(/\/+/)
		.map((part) => {
			try {
				return encodeURIComponent(decodeURIComponent(part));
			} catch {
				return part;
			}
		})
		.join('/');

/**
 * A URL's address, normalized for comparison: no query, host in lower case without a trailing dot, no default port,
 * percent-encoding only where needed. RFC 3986, section 6.2.2.
 */
export function normalAddress(url: string): string {
	const parsed = parsedUrl(url);
	if (!parsed) return url;
	const { protocol, hostname, port, pathname } = parsed;
	const host = hostname.replace(/\.$/, '');
	return `${protocol}//${host}${port && `:${port}`}${normalPath(pathname)}`;
}

/** Whether a registered URL is at this address, however ECGrid spells it. */
export const isAtAddress = (address: string, url: string): boolean =>
	normalAddress(url) === normalAddress(address);

/** The event of a URL registered at this address; `undefined` if the URL is at another address. */
export function eventOfUrl(address: string, url: string): string | undefined {
	const parsed = parsedUrl(url);
	if (!parsed || !isAtAddress(address, url)) return undefined;
	const { searchParams, username, password } = parsed;
	const parameters = [...searchParams];
	const [name, event] = parameters[0] ?? [];
	const isOurs = parameters.length === 1 && name?.toLowerCase() === 'event' && !username && !password;
	return isOurs && event ? event : undefined;
}

/** The address that a registered URL belongs to. */
export const addressOfUrl = (url: string): string => url.split('?')[0]!;

/**
 * The node's webhook URL, if ECGrid can call it: HTTPS and a public host. It may be on this machine only if the
 * credential is for a sandbox on this machine. Otherwise throws a NodeOperationError that names N8N_WEBHOOK_URL and the
 * resulting value.
 */
export async function checkedAddress(context: IHookFunctions): Promise<string> {
	const address = addressOf(context);
	const url = parsedUrl(address);
	if (!url) {
		throw nodeError(context, `n8n returned no webhook URL for this trigger. ${SET_WEBHOOK_URL}`);
	}
	if (url.protocol !== 'https:') {
		throw nodeError(
			context,
			`ECGrid calls only HTTPS addresses, but the webhook URL of this n8n is ${shownOrigin(url)} (from N8N_WEBHOOK_URL or WEBHOOK_URL, or n8n's own host and port). ${SET_WEBHOOK_URL}`,
		);
	}
	const odd =
		url.username || url.password ? 'a login' : /[?#\s]/.test(address) && 'more than a host and path';
	if (odd) {
		throw nodeError(
			context,
			`The webhook URL of this n8n (from N8N_WEBHOOK_URL or WEBHOOK_URL) contains ${odd}, at ${shownOrigin(url)}. ${SET_WEBHOOK_URL}`,
		);
	}
	if (isPublic(url.hostname)) return address;
	const { baseUrl } = await context.getCredentials<{ baseUrl: string }>(CREDENTIAL);
	if (isLoopback(url.hostname) && isLoopback(new URL(originOf(baseUrl)).hostname)) return address;
	throw nodeError(
		context,
		`ECGrid can't reach this n8n. The host of its webhook URL ${shownOrigin(url)} (from N8N_WEBHOOK_URL or WEBHOOK_URL, or n8n's own host and port) isn't on the public internet. ${SET_WEBHOOK_URL}`,
	);
}
