/** Which events this process has taken already, so that a repeated delivery is dropped. Nothing of it is stored. */
import { sleep } from 'n8n-workflow';

import { repeatableForMs } from './deduplicationKey';

const RETENTION_MS = 24 * 60 * 60_000;
const MAX_ENTRIES = 10_000;
/** Milliseconds that a delivery waits for another one's outcome, and between two looks at the clock. */
const MAX_WAIT_MS = 10_000;
const POLL_INTERVAL_MS = 250;

interface Entry {
	/** Epoch milliseconds. */
	at: number;
	/** The same, of its last delivery. */
	deliveredAt: number;
	/** Whether it was brought by a row of ECGrid's event list, and by no delivery. */
	isListed: boolean;
	/** Resolves to whether the event was taken in the end; absent once it was. */
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

/** Notes a delivery of an event that is remembered. One that comes too late to be a repeat is another event, whose place is free. After the clock was set back by so much nobody can tell: better twice than never. */
function noteDelivery(key: string, now: number): void {
	const entry = entries.get(key);
	if (!entry) return;
	if (Math.abs(now - entry.deliveredAt) > repeatableForMs(key)) entries.delete(key);
	else entry.deliveredAt = now;
}

/** What to tell once it is known whether reserved events were taken: `false` releases them. Only the first call counts. */
export type Complete = (taken: boolean) => void;

export interface Reservation {
	/** The keys that nobody had taken or reserved. */
	reserved: ReadonlySet<string>;
	complete: Complete;
}

/**
 * Reserves those of the keys that are free, at once. One that is not is either taken (`isProcessed`) or reserved by a
 * delivery whose outcome is not known yet. `complete` must be called: `true` when the execution was stored, `false`
 * when it was not, so that the next try gets through. `isListed`: for a row of ECGrid's event list.
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
 * Like `reserve`, after waiting for the outcome of what others have reserved: what they fail to take is reserved
 * here. `undefined`, with nothing reserved, when that is not known after ten seconds.
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

/** Forgets an event, so that it gets through again: what was counted as taken could not be stored. */
export const forget = (key: string): void => void entries.delete(key);

/** Whether an event was taken. One that is just being taken does not count: that may fail. */
export const isProcessed = (key: string): boolean => {
	const entry = entries.get(key);
	return entry !== undefined && entry.outcome === undefined;
};

/** Who has taken or reserved a key, and when; undefined where nobody has. */
export const recordOf = (key: string): Readonly<Pick<Entry, 'at' | 'isListed'>> | undefined =>
	entries.get(key);

/** How many events are remembered. */
export const recordCount = (): number => entries.size;
