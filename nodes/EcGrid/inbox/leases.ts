/** When a parcel was last handed out, and how many times. */
export interface Lease {
	/** Epoch seconds. */
	since: number;
	times: number;
}

/** By parcel ID, as text. */
export type Leases = ReadonlyMap<string, Lease>;

/** The most parcels to remember that are no longer listed, so that the stored data stays small. */
const MAX_UNLISTED = 10_000;

const secondsAt = (now: number) => Math.floor(now / 1000);

/** Seconds between the start of a lease and now. If the clock was set back, the lease starts after now. */
const distance = ({ since }: Lease, now: number) => Math.abs(secondsAt(now) - since);

/**
 * Whether a parcel must not be handed out yet. A lease ends if the clock is set back by more than its length: better
 * twice than never.
 */
const isLeased = (lease: Lease | undefined, minutes: number, now: number): boolean =>
	lease !== undefined && distance(lease, now) < minutes * 60;

/**
 * The waiting parcels (oldest first) to hand out, oldest first. If there are too many, it prefers those handed out
 * least often and, among these, those that aren't `failing`, so that parcels that nobody confirms, or whose files can't
 * be downloaded, don't hold up the others.
 */
export function dueParcels<T extends { parcelId: number | string }>(
	waiting: T[],
	leases: Leases,
	{
		minutes,
		most,
		now,
		failing = new Set(),
	}: { minutes: number; most: number; now: number; failing?: ReadonlySet<string> },
): T[] {
	const leaseOf = ({ parcelId }: T) => leases.get(String(parcelId));
	const times = (parcel: T) => leaseOf(parcel)?.times ?? 0;
	const isFailing = ({ parcelId }: T) => Number(failing.has(String(parcelId)));
	const free = waiting.filter((parcel) => !isLeased(leaseOf(parcel), minutes, now));
	const inTurn = [...free].sort(
		(left, right) => times(left) - times(right) || isFailing(left) - isFailing(right),
	);
	const chosen = new Set(inTurn.slice(0, most));
	return free.filter((parcel) => chosen.has(parcel));
}

/**
 * The leases after these parcels were handed out. A parcel is remembered as long as it is listed, and until its lease
 * ends even if it isn't listed. If too many aren't listed, those handed out first are forgotten: they may be handed out
 * again before their lease ends if they come back.
 */
export function leasesAfter(
	leases: Leases,
	handedOut: string[],
	listed: string[],
	{ minutes, now }: { minutes: number; now: number },
): Map<string, Lease> {
	const after = new Map(leases);
	for (const id of handedOut) {
		after.set(id, { since: secondsAt(now), times: (leases.get(id)?.times ?? 0) + 1 });
	}
	const isListed = new Set(listed);
	const unlisted = [...after].filter(([id]) => !isListed.has(id));
	const running = unlisted
		.filter(([, lease]) => isLeased(lease, minutes, now))
		.sort(([, left], [, right]) => left.since - right.since);
	const kept = new Set(running.slice(-MAX_UNLISTED).map(([id]) => id));
	for (const [id] of unlisted) if (!kept.has(id)) after.delete(id);
	return after;
}

/**
 * Merges the leases of two copies that diverged. For each parcel, the lease nearest to now counts: it runs if either
 * does.
 */
export function mergedLeases(left: Leases, right: Leases, now: number): Leases {
	const merged = new Map(left);
	for (const [id, lease] of right) {
		const other = merged.get(id);
		const nearest = other && distance(other, now) <= distance(lease, now) ? other : lease;
		merged.set(id, { since: nearest.since, times: Math.max(lease.times, other?.times ?? 0) });
	}
	return merged;
}
