import { sleep } from 'n8n-workflow';

import type { Failure } from './failure';

const FIRST_WIDTH = 8;
/** Requests that go out side by side at most. */
const WIDEST = 64;

/** Whether a failure says that ECGrid has too much to do. */
const isOverload = ({ passing, status }: Failure) => passing === 'limited' || status === 503;

/**
 * How many requests may be under way at once. It finds that out the way TCP does: starts at 8, doubles after each
 * round without an overload up to 64, halves on HTTP 429 and 503, and from then on grows by one a round. During a pause
 * nothing goes out; after it, what was refused goes first.
 */
export class Pace {
	/** Tries that may be under way at the moment. */
	width = FIRST_WIDTH;

	private underWay = 0;

	/** Tries without an overload since the width last changed. */
	private clean = 0;

	/** How often it was narrowed, so that the other tries of the same round do not narrow it once more. */
	private narrowed = 0;

	private pausedUntil = 0;

	private isPausing = false;

	private readonly refused: Array<() => void> = [];

	private readonly waiting: Array<() => void> = [];

	/** `signal` ends every pause. */
	constructor(private readonly signal?: AbortSignal) {}

	/** Does one try of a request when it is its turn, and gives what it gives. `again`: before all first tries. */
	async run<T extends { failure?: Failure }>(attempt: () => Promise<T>, again: boolean): Promise<T> {
		await new Promise<void>((resolve) => {
			(again ? this.refused : this.waiting).push(resolve);
			this.next();
		});
		const { narrowed } = this;
		try {
			const result = await attempt();
			this.learn(result.failure, narrowed);
			return result;
		} finally {
			this.underWay--;
			this.next();
		}
	}

	/** Lets nothing go out for so many milliseconds. */
	pause(milliseconds: number): void {
		this.pausedUntil = Math.max(this.pausedUntil, Date.now() + milliseconds);
	}

	private learn(failure: Failure | undefined, narrowed: number) {
		if (failure && isOverload(failure)) {
			this.clean = 0;
			if (narrowed < this.narrowed) return;
			this.narrowed++;
			this.width = Math.max(1, Math.floor(this.width / 2));
		} else if (++this.clean >= this.width) {
			this.clean = 0;
			this.width = Math.min(WIDEST, this.narrowed > 0 ? this.width + 1 : this.width * 2);
		}
	}

	private next() {
		if (this.isPausing) return;
		if (this.pausedUntil > Date.now() && !this.signal?.aborted) {
			void this.sleepThenGoOn();
			return;
		}
		while (this.underWay < this.width) {
			const start = this.refused.shift() ?? this.waiting.shift();
			if (!start) return;
			this.underWay++;
			start();
		}
	}

	private async sleepThenGoOn() {
		this.isPausing = true;
		const until = this.pausedUntil;
		await sleep(until - Date.now(), this.signal).catch(() => {});
		if (this.pausedUntil === until) this.pausedUntil = 0;
		this.isPausing = false;
		this.next();
	}
}
