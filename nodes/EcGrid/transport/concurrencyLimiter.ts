import { sleep } from 'n8n-workflow';

import type { Failure } from './api';

const INITIAL_LIMIT = 8;
/** Requests that go out side by side at most. */
const MAX_LIMIT = 64;

/** Whether a failure says that ECGrid has too much to do. */
const isOverload = ({ retryReason, status }: Failure) => retryReason === 'rateLimited' || status === 503;

/**
 * How many requests may be under way at once. It finds that out the way TCP does: starts at 8, doubles after each
 * round without an overload up to 64, halves on HTTP 429 and 503, and from then on grows by one a round. During a pause
 * nothing goes out; after it, what was refused goes first.
 */
export class ConcurrencyLimiter {
	/** Tries that may be under way at the moment. */
	limit = INITIAL_LIMIT;

	private inFlight = 0;

	/** Tries without an overload since the width last changed. */
	private successes = 0;

	/** How often it was narrowed, so that the other tries of the same round do not narrow it once more. */
	private decreases = 0;

	private pausedUntil = 0;

	private isPausing = false;

	private readonly retryQueue: Array<() => void> = [];

	private readonly queue: Array<() => void> = [];

	/** `signal` ends every pause. */
	constructor(private readonly signal?: AbortSignal) {}

	/** Does one try of a request when it is its turn, and gives what it gives. `again`: before all first tries. */
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

	/** Lets nothing go out for so many milliseconds. */
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
