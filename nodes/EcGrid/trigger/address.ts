import type { IHookFunctions } from 'n8n-workflow';

import { CREDENTIAL, originOf } from '../transport/credential';
import { nodeError } from '../transport/failure';
import { isLoopback, isPublic, shownOrigin } from '../transport/hosts';
import { parsedUrl } from '../transport/parsedUrl';

const SET_WEBHOOK_URL =
	'Set the environment variable WEBHOOK_URL of n8n to its public HTTPS address, such as https://n8n.example.com/, and restart n8n.';

/** The node's own webhook URL: the production one, or the test one while listening for a test event. n8n answers at one with single slashes, whatever WEBHOOK_URL ends with. */
export const addressOf = (context: IHookFunctions): string =>
	(context.getNodeWebhookUrl('default') ?? '').replace(/([^:/])\/{2,}/g, '$1/');

/** The URL that is registered for one event, so that a delivery can be attributed and a registration recognised. */
export const registeredUrl = (address: string, event: string): string =>
	`${address}?event=${encodeURIComponent(event)}`;

/** A path with each character in one spelling only: decoded and encoded again, or as it is where it cannot be decoded. */
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
 * A URL's address in the one spelling by which addresses are compared: without query, the host in small letters and
 * without a trailing dot, no default port, percent-encoding only where it is needed. RFC 3986, section 6.2.2.
 */
export function normalAddress(url: string): string {
	const parsed = parsedUrl(url);
	if (!parsed) return url;
	const { protocol, hostname, port, pathname } = parsed;
	const host = hostname.replace(/\.$/, '');
	return `${protocol}//${host}${port && `:${port}`}${normalPath(pathname)}`;
}

/** Whether a registered URL is one of this address, however ECGrid spells it. */
export const isAtAddress = (address: string, url: string): boolean =>
	normalAddress(url) === normalAddress(address);

/** The event that a registered URL of this address is for; `undefined` when the URL is not of this address. */
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
 * The node's webhook URL, if ECGrid can call it: HTTPS and a public host. Only with a credential for a sandbox
 * on this machine may it be this machine's. Throws a NodeOperationError that names WEBHOOK_URL and the value it leads to.
 */
export async function checkedAddress(context: IHookFunctions): Promise<string> {
	const address = addressOf(context);
	const url = parsedUrl(address);
	if (!url) {
		throw nodeError(context, `n8n gave this trigger no webhook URL. ${SET_WEBHOOK_URL}`);
	}
	if (url.protocol !== 'https:') {
		throw nodeError(
			context,
			`ECGrid calls HTTPS addresses only, and the webhook URL of this n8n is ${shownOrigin(url)} (from WEBHOOK_URL, or n8n's own host and port). ${SET_WEBHOOK_URL}`,
		);
	}
	const odd = url.username || url.password ? 'a login' : /[?#\s]/.test(address) && 'more than host and path';
	if (odd) {
		throw nodeError(
			context,
			`The webhook URL of this n8n (from WEBHOOK_URL) holds ${odd}, at ${shownOrigin(url)}. ${SET_WEBHOOK_URL}`,
		);
	}
	if (isPublic(url.hostname)) return address;
	const { baseUrl } = await context.getCredentials<{ baseUrl: string }>(CREDENTIAL);
	if (isLoopback(url.hostname) && isLoopback(new URL(originOf(baseUrl)).hostname)) return address;
	throw nodeError(
		context,
		`ECGrid cannot reach this n8n: the host of its webhook URL ${shownOrigin(url)} (from WEBHOOK_URL, or n8n's own host and port) is not on the public internet. ${SET_WEBHOOK_URL}`,
	);
}
