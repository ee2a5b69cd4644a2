/** The events that this process has accepted, so that it can drop duplicate deliveries. Kept in memory only. */
import { sleep } from 'n8n-workflow';

import { repeatableForMs } from './deduplicationKey';

const RETENTION_MS = 24 * 60 * 60_000;
const MAX_ENTRIES = 10_000;
/** Milliseconds that a delivery waits for another one's outcome. */
const MAX_WAIT_MS = 10_000;
/** Milliseconds between two checks of an outcome. */
export const POLL_INTERVAL_MS = 250;

interface Entry {
	/** Epoch milliseconds. */
	at: number;
	/** When it was last delivered, in epoch milliseconds. */
	deliveredAt: number;
	/** Whether it came from a row of ECGrid's event list, not from a delivery. */
	isListed: boolean;
	/** Resolves to whether the event was accepted; absent once it was. */
	outcome?: Promise<boolean>;
}

const entries = new Map<string, Entry>();

function forgetOld(): void {
	const oldest = Date.now() - RETENTION_MS;
	for (const [key, { at }] of entries) {
		if (entries.size <= MAX_ENTRIES && at >= oldest) return;
		entries.delete(key);
	}
}

/**
 * Notes a delivery of a remembered event. If it arrives too late to be a duplicate, it is another event, and the old
 * entry is dropped. The entry is also dropped if the clock was set back by that much: better twice than never.
 */
function noteDelivery(key: string, now: number): void {
	const entry = entries.get(key);
	if (!entry) return;
	if (Math.abs(now - entry.deliveredAt) > repeatableForMs(key)) entries.delete(key);
	else entry.deliveredAt = now;
}

/** Reports whether reserved events were accepted. `false` releases them. Only the first call counts. */
export type Complete = (taken: boolean) => void;

export interface Reservation {
	/** The keys that were neither accepted nor reserved before. */
	reserved: ReadonlySet<string>;
	complete: Complete;
}

/**
 * Reserves the free keys among these, at once. The others are either accepted (`isProcessed`) or reserved by a delivery
 * whose outcome isn't known yet. `complete` must be called: with `true` if the execution was stored, with `false` if it
 * wasn't, so that the next attempt gets through. `isListed`: for a row of ECGrid's event list.
 */
export function reserve(keys: string[], isListed = false): Reservation {
	forgetOld();
	const at = Date.now();
	if (!isListed) for (const key of keys) noteDelivery(key, at);
	const reserved = new Set(keys.filter((key) => !entries.has(key)));
	let decide: Complete = () => undefined;
	const outcome = new Promise<boolean>((resolve) => (decide = resolve));
	const entry = { at, deliveredAt: at, isListed };
	for (const key of reserved) entries.set(key, { ...entry, outcome });
	return {
		reserved,
		complete: (taken) => {
			for (const key of reserved) {
				if (entries.get(key)?.outcome !== outcome) continue;
				if (taken) entries.set(key, { ...entry });
				else entries.delete(key);
			}
			decide(taken);
		},
	};
}

/**
 * Like `reserve`, but first waits for the outcome of keys that others have reserved, and reserves those that they
 * release. `undefined`, with nothing reserved, if an outcome isn't known after ten seconds.
 */
export async function reserveOnceFree(keys: string[]): Promise<Reservation | undefined> {
	for (const until = Date.now() + MAX_WAIT_MS; ;) {
		const inFlight = keys.flatMap((key) => entries.get(key)?.outcome ?? []);
		if (inFlight.length === 0) return reserve(keys);
		const left = until - Date.now();
		if (left <= 0) return undefined;
		await Promise.race([Promise.all(inFlight), sleep(Math.min(POLL_INTERVAL_MS, left))]);
	}
}

/** Forgets an accepted event that couldn't be stored, so that it gets through again. */
export const forget = (key: string): void => void entries.delete(key);

/** Whether an event was accepted. An event that is still being stored doesn't count: that may fail. */
export const isProcessed = (key: string): boolean => {
	const entry = entries.get(key);
	return entry !== undefined && entry.outcome === undefined;
};

/** When a key was accepted or reserved, and whether by a row of the event list; undefined if it is free. */
export const recordOf = (key: string): Readonly<Pick<Entry, 'at' | 'isListed'>> | undefined =>
	entries.get(key);

/** How many events are remembered. */
export const recordCount = (): number => entries.size;
