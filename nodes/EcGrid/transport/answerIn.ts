import type { Answer } from './answer';
import { isRecord, isObject } from './record';
import { chainOf, reachOf } from './wire';

/** A status after which n8n sends the request again by itself, if it is told of it by an error. */
const SENT_AGAIN_BY_N8N = 401;

/**
 * The HTTP statuses that n8n's helper tells by an error: only an error says over which connection the answer came, and
 * so whether it is ECGrid's or that of a proxy which did not connect.
 */
export const TOLD_AS_ERRORS = Array.from({ length: 300 }, (_, index) => 300 + index).filter(
	(status) => status !== SENT_AGAIN_BY_N8N,
);

/** The whole HTTP answer that an error of n8n's helper tells of, if it tells of one. */
export function answerIn(error: unknown): Answer | undefined {
	const chain = chainOf(error);
	const response = chain.map((link) => link.response).find(isObject);
	if (typeof response?.status !== 'number' || response.data === undefined) return undefined;
	return {
		statusCode: response.status,
		headers: { ...(isRecord(response.headers) && response.headers) },
		body: response.data,
		isOfProxy: reachOf(chain) === 'proxy',
	};
}
