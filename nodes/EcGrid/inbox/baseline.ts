import type { Leases } from './leases';

/** The parcels that a trigger leaves alone because they were already waiting when it started with new arrivals only. */
export interface Baseline {
	/**
	 * Higher in the newer of two copies: the epoch milliseconds at which it began, but always more than any version
	 * known then, whatever the clock says.
	 */
	version: number;
	/** `own` for the mailbox of the API key's user; undefined while the trigger hands out everything. */
	mailbox?: number | 'own';
	/** The parcels that every list since then has contained. */
	ids: ReadonlySet<string>;
}

/** The parcels that a poll found in a mailbox. */
export interface Listing {
	/** Parcel IDs, as text. */
	ids: string[];
	/** False if more parcels wait than were listed. Then a missing parcel hasn't necessarily left. */
	isWhole: boolean;
}

/** Merges two copies that diverged: the newer one or, if both began together, the parcels that neither saw leave. */
export function mergedBaseline(left?: Baseline, right?: Baseline): Baseline | undefined {
	if (!left || !right) return left ?? right;
	if (left.version !== right.version) return left.version > right.version ? left : right;
	if (left.mailbox !== right.mailbox) return left;
	return { ...left, ids: new Set([...left.ids].filter((id) => right.ids.has(id))) };
}

/** The baseline of a mailbox without the parcels that have left the list; undefined if there is none yet. */
export function narrowBaseline(
	before: Baseline | undefined,
	mailbox: number | 'own',
	{ ids, isWhole }: Listing,
): Baseline | undefined {
	if (before?.mailbox !== mailbox) return undefined;
	return isWhole ? { ...before, ids: new Set(ids.filter((id) => before.ids.has(id))) } : before;
}

const nextVersion = (before: Baseline | undefined, now: number) => Math.max((before?.version ?? 0) + 1, now);

/** A new baseline: the parcels that are listed now, except those that were already handed out. */
export const newBaseline = (
	before: Baseline | undefined,
	mailbox: number | 'own',
	{ ids }: Listing,
	leases: Leases,
	now: number,
): Baseline => ({
	version: nextVersion(before, now),
	mailbox,
	ids: new Set(ids.filter((id) => !leases.has(id))),
});

/** A record that the trigger leaves no parcel alone in this mailbox or, if that is undefined, in any. */
export const emptyBaseline = (
	before: Baseline | undefined,
	mailbox: number | 'own' | undefined,
	now: number,
): Baseline => ({ version: nextVersion(before, now), mailbox, ids: new Set() });
