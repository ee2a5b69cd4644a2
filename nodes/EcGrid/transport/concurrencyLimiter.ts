import { sleep } from 'n8n-workflow';

import type { Failure } from './api';

const INITIAL_LIMIT = 8;
/** The most requests in flight. */
const MAX_LIMIT = 64;

/** Whether a failure says that ECGrid is overloaded. */
const isOverload = ({ retryReason, status }: Failure) => retryReason === 'rateLimited' || status === 503;

/**
 * Limits the requests in flight. It finds the limit like TCP: starts at 8, doubles up to 64 after each round without an
 * overload, halves on HTTP 429 and 503, and then grows by one per round. During a pause, nothing goes out. After it,
 * refused requests go first.
 */
export class ConcurrencyLimiter {
	/** Attempts that may be in flight now. */
	limit = INITIAL_LIMIT;

	private inFlight = 0;

	/** Attempts without an overload since the limit last changed. */
	private successes = 0;

	/** How often the limit was halved, so that other attempts of the same round don't halve it again. */
	private decreases = 0;

	private pausedUntil = 0;

	private isPausing = false;

	private readonly retryQueue: Array<() => void> = [];

	private readonly queue: Array<() => void> = [];

	/** `signal` ends every pause. */
	constructor(private readonly signal?: AbortSignal) {}

	/** Runs one attempt of a request when its turn comes, and returns its result. `again`: a retry, ahead of all first attempts. */
	async run<T extends { failure?: Failure }>(attempt: () => Promise<T>, again: boolean): Promise<T> {
		await new Promise<void>((resolve) => {
			(again ? this.retryQueue : this.queue).push(resolve);
			this.startNext();
		});
		const { decreases } = this;
		try {
			const result = await attempt();
			this.adjust(result.failure, decreases);
			return result;
		} finally {
			this.inFlight--;
			this.startNext();
		}
	}

	/** Stops all requests from going out for this many milliseconds. */
	pause(milliseconds: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, Date.now() + milliseconds);
	}

	private adjust(failure: Failure | undefined, narrowed: number) {
		if (failure && isOverload(failure)) {
			this.successes = 0;
			if (narrowed < this.decreases) return;
			this.decreases++;
			this.limit = Math.max(1, Math.floor(this.limit / 2));
		} else if (++this.successes >= this.limit) {
			this.successes = 0;
			this.limit = Math.min(MAX_LIMIT, this.decreases > 0 ? this.limit + 1 : this.limit * 2);
		}
	}

	private startNext() {
		if (this.isPausing) return;
		if (this.pausedUntil > Date.now() && !this.signal?.aborted) {
			void this.resumeAfterPause();
			return;
		}
		while (this.inFlight < this.limit) {
			const start = this.retryQueue.shift() ?? this.queue.shift();
			if (!start) return;
			this.inFlight++;
			start();
		}
	}

	private async resumeAfterPause() {
		this.isPausing = true;
		const until = this.pausedUntil;
		await sleep(until - Date.now(), this.signal).catch(() => {});
		if (this.pausedUntil === until) this.pausedUntil = 0;
		this.isPausing = false;
		this.startNext();
	}
}
