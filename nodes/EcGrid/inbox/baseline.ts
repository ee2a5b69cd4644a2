import type { Leases } from './leases';

/** The parcels that a trigger leaves alone, because they waited when it began with what arrives from then on. */
export interface Baseline {
	/** Of two copies the higher one is the newer one: milliseconds since 1970 at its beginning, but always more than those known then, whatever the clock says. */
	version: number;
	/** `own` for that of the API key's user; undefined while the trigger hands out everything. */
	mailbox?: number | 'own';
	/** Those that were listed ever since. */
	ids: ReadonlySet<string>;
}

/** What a poll found in a mailbox. */
export interface Listing {
	/** Parcel IDs, as text. */
	ids: string[];
	/** False when more waits than was listed: then what is missing need not have left. */
	isWhole: boolean;
}

/** Of two copies that went different ways, the newer one; of the same beginning, what neither saw leave. */
export function mergedBaseline(left?: Baseline, right?: Baseline): Baseline | undefined {
	if (!left || !right) return left ?? right;
	if (left.version !== right.version) return left.version > right.version ? left : right;
	if (left.mailbox !== right.mailbox) return left;
	return { ...left, ids: new Set([...left.ids].filter((id) => right.ids.has(id))) };
}

/** The baseline for a mailbox, as far as what is listed now was listed ever since; undefined when there is none yet. */
export function narrowBaseline(
	before: Baseline | undefined,
	mailbox: number | 'own',
	{ ids, isWhole }: Listing,
): Baseline | undefined {
	if (before?.mailbox !== mailbox) return undefined;
	return isWhole ? { ...before, ids: new Set(ids.filter((id) => before.ids.has(id))) } : before;
}

const nextVersion = (before: Baseline | undefined, now: number) => Math.max((before?.version ?? 0) + 1, now);

/** A new beginning: all that is listed now is left alone, but for what was handed out before. */
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

/** A record that nothing is left alone in this mailbox, or, without one, in any. */
export const emptyBaseline = (
	before: Baseline | undefined,
	mailbox: number | 'own' | undefined,
	now: number,
): Baseline => ({ version: nextVersion(before, now), mailbox, ids: new Set() });
