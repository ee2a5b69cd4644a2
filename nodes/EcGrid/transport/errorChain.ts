import { parsedUrl } from './parsedUrl';
import { isObject } from './record';

/** One error of a chain of errors that wrap each other. */
export type ErrorLink = Record<string, unknown>;

const MAX_CHAIN_LENGTH = 8;

/** The errors within an error, those of the addresses that were tried in turn among them. */
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
 * How far an HTTPS request came, where that is certain: `proxy awaited`, a proxy that was asked for a connection has not
 * answered; `proxy`, it answered in place of making one; `connecting`, no secure connection was made. In each case nothing
 * of the request was sent. Told by the request of Node.js that axios keeps with its errors: it has a socket from the
 * beginning, and through a proxy from when that answered.
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

/** Whether a connection failed that was tried to another host or port than those of an address. */
export function isElsewhere(chain: ErrorLink[], address: unknown): boolean {
	const tried = chain.find(({ hostname, port }) => typeof hostname === 'string' || typeof port === 'number');
	const url = parsedUrl(String(address));
	if (tried === undefined || !url) return false;
	const { hostname, port, protocol } = url;
	if (typeof tried.hostname === 'string') return tried.hostname !== hostname;
	return String(tried.port) !== (port || (protocol === 'https:' ? '443' : '80'));
}
