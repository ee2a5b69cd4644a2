import { isObject } from './record';

/** One error of a chain of errors that wrap each other. */
export type Link = Record<string, unknown>;

const LONGEST_CHAIN = 8;

/** The errors within an error, those of the addresses that were tried in turn among them. */
export function chainOf(error: unknown): Link[] {
	const chain: Link[] = [];
	for (let at = error; isObject(at); at = at.cause) {
		if (chain.length > LONGEST_CHAIN) break;
		chain.push(at);
		if (Array.isArray(at.errors)) chain.push(...at.errors.slice(0, LONGEST_CHAIN).filter(isObject));
	}
	return chain;
}

/**
 * How far an HTTPS request came that ended in an error, where that is certain: `connecting`, no secure connection was
 * made, or `proxy`, a proxy answered in place of making one. Either way nothing of it was sent. Told by the request of
 * Node.js that axios keeps with its errors.
 */
export function reachOf(chain: Link[]): 'connecting' | 'proxy' | undefined {
	const request = chain.map((link) => link.request).find(isObject);
	if (request?.protocol !== 'https:') return undefined;
	const { socket } = request;
	if (socket === null) return 'connecting';
	if (!isObject(socket)) return undefined;
	if (socket.encrypted !== true) return 'proxy';
	return socket.secureConnecting === true ? 'connecting' : undefined;
}
