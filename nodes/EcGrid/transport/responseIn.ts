import type { HttpResponse } from './api';
import { isRecord, isObject } from './record';
import { chainOf, reachOf } from './errorChain';

/** The status of a proxy that connected n8n to ECGrid. Any response after it isn't the proxy's. */
const CONNECTED = 200;
/**
 * The status after which some versions of n8n resend the request by themselves, if it is reported as an error. A file
 * can't be resent like that.
 */
const SENT_AGAIN_BY_N8N = 401;
const LAST_STATUS = 999;

/**
 * The HTTP statuses that n8n's helper reports as errors, including successes. Only an error says which connection the
 * response used, and so whether ECGrid sent it or a proxy that didn't connect.
 */
export const STATUSES_AS_ERRORS = Array.from(
	{ length: LAST_STATUS - CONNECTED },
	(_, index) => CONNECTED + 1 + index,
).filter((status) => status !== SENT_AGAIN_BY_N8N);

/** The whole HTTP response in an error of n8n's helper, if it contains one. */
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
