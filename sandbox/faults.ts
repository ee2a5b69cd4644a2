import type { FastifyReply } from 'fastify';
import { endpoints } from '../test/contract';
import { ApiError, failure, invalid } from './envelope';
import type { Fault, RateLimit } from './types';

const names = new Set(endpoints.map(({ name }) => name));

/** The remaining faults, in order. */
export class Faults {
	private pending: Array<{ endpoint: string; fault: Fault; left: number }> = [];

	add(endpoint: string, faults: readonly Fault[]): void {
		if (endpoint !== '*' && !names.has(endpoint)) throw invalid('endpoint', `there is no ${endpoint}`);
		this.pending.push(...faults.map((fault) => ({ endpoint, fault, left: fault.times ?? 1 })));
	}

	/** Removes and returns the first fault for this endpoint or for all endpoints. */
	take(endpoint: string | undefined): Fault | undefined {
		const entry = this.pending.find(
			(candidate) => candidate.endpoint === '*' || candidate.endpoint === endpoint,
		);
		if (entry && --entry.left <= 0) this.pending.splice(this.pending.indexOf(entry), 1);
		return entry?.fault;
	}

	clear(): void {
		this.pending = [];
	}
}

/** Whether a fault replaces the response. If not, it only delays the response. */
export const replacesAnswer = ({ cut, status, success, retryAfter, redirect, body }: Fault): boolean =>
	cut === true || [status, success, retryAfter, redirect, body].some((part) => part !== undefined);

/** Sets the status and headers of a fault's response and returns its text. */
export function faultyAnswer(fault: Fault, reply: FastifyReply): string {
	const { retryAfter, redirect, body } = fault;
	const implied = redirect !== undefined ? 302 : retryAfter !== undefined ? 429 : 200;
	const status = fault.status ?? implied;
	reply.code(status).type('application/json; charset=utf-8');
	if (redirect !== undefined) reply.header('location', redirect);
	if (retryAfter !== undefined) {
		reply.header('retry-after', retryAfter instanceof Date ? retryAfter.toUTCString() : String(retryAfter));
	}
	if (body !== undefined) return body;
	if (redirect !== undefined) return '';
	const { errorCode, message } = new ApiError(
		status === 200 ? 500 : status,
		fault.message ?? 'The request failed',
		fault.errorCode,
	);
	return JSON.stringify(failure({ errorCode, message }));
}

/** A token bucket. Each call takes a token or returns the number of seconds until one is available. */
export function tokenBucket({ perSecond, burst }: RateLimit): () => number {
	let tokens = burst;
	let filledAt = performance.now();
	return () => {
		const now = performance.now();
		tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond);
		filledAt = now;
		if (tokens < 1) return (1 - tokens) / perSecond;
		tokens--;
		return 0;
	};
}
