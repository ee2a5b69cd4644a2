import { parsedUrl } from './parsedUrl';
import { isObject } from './record';

/** One error of a chain of errors that wrap each other. */
export type ErrorLink = Record<string, unknown>;

const MAX_CHAIN_LENGTH = 8;

/** The errors within an error, including those of the addresses that were tried in turn. */
export function chainOf(error: unknown): ErrorLink[] {
	const chain: ErrorLink[] = [];
	for (let at = error; isObject(at); at = at.cause) {
		if (chain.length > MAX_CHAIN_LENGTH) break;
		chain.push(at);
		if (Array.isArray(at.errors)) chain.push(...at.errors.slice(0, MAX_CHAIN_LENGTH).filter(isObject));
	}
	return chain;
}

/**
 * How far an HTTPS request got, if that is certain: `proxy awaited`, a proxy hasn't answered the request for a connection;
 * `proxy`, it answered without making one; `connecting`, no secure connection was made. In each case, nothing of the
 * request was sent. The source is the Node.js request that axios keeps with its errors: it has a socket from the
 * beginning or, through a proxy, once the proxy has answered.
 */
export function reachOf(chain: ErrorLink[]): 'proxy awaited' | 'proxy' | 'connecting' | undefined {
	const request = chain.map((link) => link.request).find(isObject);
	if (request?.protocol !== 'https:') return undefined;
	const { socket } = request;
	if (socket === null) return 'proxy awaited';
	if (!isObject(socket)) return undefined;
	if (socket.encrypted !== true) return 'proxy';
	return socket.secureConnecting === true ? 'connecting' : undefined;
}

/** Whether the failed connection was to another host or port than the address's. */
export function isElsewhere(chain: ErrorLink[], address: unknown): boolean {
	const tried = chain.find(({ hostname, port }) => typeof hostname === 'string' || typeof port === 'number');
	const url = parsedUrl(String(address));
	if (tried === undefined || !url) return false;
	const { hostname, port, protocol } = url;
	if (typeof tried.hostname === 'string') return tried.hostname !== hostname;
	return String(tried.port) !== (port || (protocol === 'https:' ? '443' : '80'));
}
