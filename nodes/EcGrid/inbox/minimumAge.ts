import { firstText } from '../transport/record';
import { parseTime } from '../transport/time';
import { setBounded } from '../runtime/boundedMap';
import { CREATED_FIELDS, type Waiting, type WaitingParcel } from './parcels';

interface Wait {
	/** By this process's clock, in epoch milliseconds. */
	since: number;
	/**
	 * When ECGrid says that the parcel arrived or was changed, by ECGrid's clock in epoch milliseconds; -Infinity if
	 * that can't be read.
	 */
	changed: number;
	/** Since when it has waited without being old enough, whatever changed meanwhile. */
	firstSince: number;
	/** The number of lists since then in which its wait started over. */
	restarts: number;
	/** Whether it was old enough when it was last listed. */
	aged: boolean;
	/** Whether the last list contained it: a parcel that is missing from only one list is remembered. */
	isListed: boolean;
}

/** The last list of a mailbox. */
interface Listing {
	/** By this process's clock, in epoch milliseconds. */
	at: number;
	/** Whether a parcel that it didn't contain wasn't in the mailbox. */
	isWhole: boolean;
	/** By parcel ID. */
	waits: Map<string, Wait>;
}

/** The last list of each trigger's mailbox. */
const listings = new Map<string, Listing>();

/** The latest time in a row: `modified` says when a parcel came back to the inbox. */
function changedIn({ row }: WaitingParcel): number {
	const times = [firstText(row, ...CREATED_FIELDS), firstText(row, 'modified')].flatMap(
		(text) => parseTime(text) ?? [],
	);
	return Math.max(...times);
}

/**
 * The parcels that have waited for so many minutes. When this process first sees a parcel in a list, or sees that it
 * has changed, ECGrid's times and ECGrid's clock say how long it has waited. But the wait is never longer than since
 * the previous list, which didn't contain the parcel yet, or contained it unchanged. From then on, this process's clock
 * counts, even if ECGrid's times can't be read or are in the future. A parcel that keeps changing, or is missing from
 * every other list, waits at most twice as many minutes. A single change doesn't count: the parcel may have been put
 * back.
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
		// An older time comes from a copy of the list that lags behind.
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
