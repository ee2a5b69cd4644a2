/** Which events this process has taken already, so that a repeated delivery is dropped. Nothing of it is stored. */

const LIFETIME = 24 * 60 * 60_000;
const MOST = 10_000;

interface Entry {
	/** Epoch milliseconds. */
	at: number;
	/** Resolves to whether the event was taken in the end; absent once it was. */
	outcome?: Promise<boolean>;
}

const entries = new Map<string, Entry>();

function forgetOld(): void {
	const oldest = Date.now() - LIFETIME;
	for (const [key, { at }] of entries) {
		if (entries.size <= MOST && at >= oldest) return;
		entries.delete(key);
	}
}

/** What to tell when the response to a delivery is over. */
export type Settle = (taken: boolean) => void;

/**
 * Claims those of the events that nobody has taken. One that is just being taken by another delivery is waited for:
 * if that fails, it is claimed here. Gives the claimed keys, and what to call once it is known whether they were
 * taken; a claim that fails is forgotten, so that ECGrid's next try gets through.
 */
export async function claim(keys: string[]): Promise<{ claimed: ReadonlySet<string>; settle: Settle }> {
	forgetOld();
	for (;;) {
		const inFlight = keys.flatMap((key) => entries.get(key)?.outcome ?? []);
		if (inFlight.length === 0) break;
		await Promise.all(inFlight);
	}
	const claimed = new Set(keys.filter((key) => !entries.has(key)));
	let decide: (taken: boolean) => void = () => undefined;
	const outcome = new Promise<boolean>((resolve) => (decide = resolve));
	const at = Date.now();
	for (const key of claimed) entries.set(key, { at, outcome });
	return {
		claimed,
		settle: (taken) => {
			for (const key of claimed) {
				if (entries.get(key)?.outcome !== outcome) continue;
				if (taken) entries.set(key, { at });
				else entries.delete(key);
			}
			decide(taken);
		},
	};
}

/** Counts an event as taken that came another way. */
export function markSeen(key: string): void {
	forgetOld();
	entries.set(key, { at: Date.now() });
}

/** Whether an event was taken, or is being taken. */
export const wasSeen = (key: string): boolean => entries.has(key);

/** How many events are remembered. */
export const remembered = (): number => entries.size;
