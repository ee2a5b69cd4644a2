import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from './problem';

/**
 * Calls `probe` repeatedly until it returns a value other than undefined. `probe` may record the last state
 * for the timeout message.
 */
export async function waitFor<T>(
	what: string,
	probe: (saw: (state: unknown) => void) => Promise<T | undefined> | T | undefined,
	{ timeoutMs = 30_000, everyMs = 100 } = {},
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	let last: unknown = 'nothing';
	for (;;) {
		const value = await probe((state) => (last = state));
		if (value !== undefined) return value;
		if (Date.now() > deadline) {
			const state = typeof last === 'string' ? last : JSON.stringify(last);
			throw new Problem(`Waited ${timeoutMs / 1000} s for ${what}; last seen: ${state}`);
		}
		await sleep(everyMs);
	}
}
