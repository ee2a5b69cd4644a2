import { firstText } from '../transport/record';
import { parseTime } from '../transport/time';
import { setBounded } from '../runtime/boundedMap';
import { CREATED_FIELDS, type Waiting, type WaitingParcel } from './parcels';

interface Wait {
	/** By this process's clock, in epoch milliseconds. */
	since: number;
	/** When ECGrid says that the parcel came or was changed, by ECGrid's clock in epoch milliseconds; -Infinity where that cannot be read. */
	changed: number;
	/** Since when it has waited without having been old enough, whatever changed meanwhile. */
	firstSince: number;
	/** In how many lists it began anew since then. */
	restarts: number;
	/** Whether it was old enough when it was last listed. */
	aged: boolean;
	/** Whether the last list had it: what drops out of one list only is remembered. */
	isListed: boolean;
}

/** The last list of a mailbox. */
interface Listing {
	/** By this process's clock, in epoch milliseconds. */
	at: number;
	/** Whether what it did not have was not in the mailbox. */
	isWhole: boolean;
	/** By parcel ID. */
	waits: Map<string, Wait>;
}

/** By the mailbox of a trigger. */
const listings = new Map<string, Listing>();

/** The latest time of a row: a parcel that came back to the inbox was modified then. */
function changedIn({ row }: WaitingParcel): number {
	const times = [firstText(row, ...CREATED_FIELDS), firstText(row, 'modified')].flatMap(
		(text) => parseTime(text) ?? [],
	);
	return Math.max(...times);
}

/**
 * The parcels that have waited for so many minutes. For how long one had waited when it was first listed to this process,
 * or when it was listed as changed since then, is told by ECGrid's times and ECGrid's clock, but it is no longer than since
 * the list before, which did not have it yet, or had it unchanged. From then on this process's clock counts, also where
 * ECGrid's times cannot be read or lie in the future. A parcel that changes again and again, or drops out of every other
 * list, waits for twice as many minutes at most. One change alone is no sign of that: it may have been put back.
 */
export function agedParcels(
	mailbox: string,
	{ parcels, isWhole, listedAt }: Waiting,
	minutes: number,
	now: number,
): WaitingParcel[] {
	if (minutes === 0) {
		listings.delete(mailbox);
		return parcels;
	}
	const minimumAgeMs = minutes * 60_000;
	const before = listings.get(mailbox);
	const wasGone = (known: Wait | undefined) => before?.isWhole === true && known?.isListed !== true;
	const sinceOf = (known: Wait | undefined, changed: number): number => {
		// An older time is that of a copy of the list which is behind.
		if (known && !wasGone(known) && changed <= known.changed) return Math.min(now, known.since);
		const told = changed === -Infinity ? now : now - Math.max(0, (listedAt ?? now) - changed);
		return before && (known || before.isWhole) ? Math.max(told, Math.min(now, before.at)) : told;
	};
	const waitOf = (parcel: WaitingParcel): Wait => {
		const changed = changedIn(parcel);
		const known = before?.waits.get(String(parcel.parcelId));
		const since = sinceOf(known, changed);
		const isAnew = (wait: Wait) =>
			(!wait.isListed && changed > wait.changed) || (wait.aged && since > wait.since);
		const goesOn = known && !isAnew(known) ? known : undefined;
		const firstSince = goesOn ? Math.min(now, goesOn.firstSince) : since;
		const restarts = goesOn ? goesOn.restarts + Number(since > goesOn.since) : 0;
		const isStarving = restarts > 1 && now - firstSince >= 2 * minimumAgeMs;
		const aged = now - since >= minimumAgeMs || isStarving;
		const latest = Math.max(changed, known?.changed ?? -Infinity);
		return { since, changed: latest, firstSince, restarts, aged, isListed: true };
	};
	const waits = new Map(parcels.map((parcel) => [String(parcel.parcelId), waitOf(parcel)]));
	for (const [id, wait] of before?.waits ?? []) {
		if (wait.isListed && !waits.has(id)) waits.set(id, { ...wait, isListed: false });
	}
	setBounded(listings, mailbox, { at: now, isWhole, waits });
	return parcels.filter(({ parcelId }) => waits.get(String(parcelId))!.aged);
}
