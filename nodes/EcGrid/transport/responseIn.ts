import type { HttpResponse } from './api';
import { isRecord, isObject } from './record';
import { chainOf, reachOf } from './errorChain';

/** A proxy that answers so has connected n8n with ECGrid: whatever comes after that is not the proxy's. */
const CONNECTED = 200;
/**
 * A status after which some versions of n8n send the request again by themselves, if it is told by an error. A file
 * cannot be sent again like that.
 */
const SENT_AGAIN_BY_N8N = 401;
const LAST_STATUS = 999;

/**
 * The HTTP statuses that n8n's helper tells by an error, successes among them: only an error says over which connection
 * the answer came, and so whether it is ECGrid's or that of a proxy which did not connect.
 */
export const STATUSES_AS_ERRORS = Array.from(
	{ length: LAST_STATUS - CONNECTED },
	(_, index) => CONNECTED + 1 + index,
).filter((status) => status !== SENT_AGAIN_BY_N8N);

/** The whole HTTP answer that an error of n8n's helper tells of, if it tells of one. */
export function responseIn(error: unknown): HttpResponse | undefined {
	const chain = chainOf(error);
	const response = chain.map((link) => link.response).find(isObject);
	if (typeof response?.status !== 'number' || response.data === undefined) return undefined;
	return {
		statusCode: response.status,
		headers: { ...(isRecord(response.headers) && response.headers) },
		body: response.data,
		isFromProxy: reachOf(chain) === 'proxy',
	};
}
