/** When a parcel was handed out last, and how often. */
export interface Lease {
	/** Seconds since 1970. */
	since: number;
	times: number;
}

/** By parcel ID, as text. */
export type Leases = ReadonlyMap<string, Lease>;

/** How many parcels that are not listed any more are remembered at most, so that what is stored stays small. */
const MAX_UNLISTED = 10_000;

const secondsAt = (now: number) => Math.floor(now / 1000);

/** How far a lease begins from now, in seconds. A clock that was set back makes it begin later than now. */
const distance = ({ since }: Lease, now: number) => Math.abs(secondsAt(now) - since);

/** Whether a parcel must not be handed out yet. A clock that was set back by more than the lease ends it: better twice than never. */
const isLeased = (lease: Lease | undefined, minutes: number, now: number): boolean =>
	lease !== undefined && distance(lease, now) < minutes * 60;

/**
 * Which of the waiting parcels (oldest first) are to be handed out, oldest first. When there are too many, those handed
 * out least often come first, and among these those that are not `failing`, so that neither what is never confirmed nor
 * what cannot be fetched keeps the others back.
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
 * The leases after these parcels were handed out. A parcel is remembered until its lease ends, also when it is not
 * listed meanwhile, and as long as it is listed. Of too many that are not listed, those handed out first are forgotten:
 * they may be handed out again before their lease ends, should they come back.
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

/** The leases of two copies that went different ways. Of each parcel that which is nearest to now: it runs if either does. */
export function mergedLeases(left: Leases, right: Leases, now: number): Leases {
	const merged = new Map(left);
	for (const [id, lease] of right) {
		const other = merged.get(id);
		const nearest = other && distance(other, now) <= distance(lease, now) ? other : lease;
		merged.set(id, { since: nearest.since, times: Math.max(lease.times, other?.times ?? 0) });
	}
	return merged;
}
