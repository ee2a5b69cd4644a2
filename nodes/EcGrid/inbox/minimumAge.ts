import { firstText } from '../transport/record';
import { parseTime } from '../transport/time';
import { setBounded } from '../runtime/boundedMap';
import { CREATED_FIELDS, type Waiting, type WaitingParcel } from './parcels';

interface Wait {
	/** By this process's clock, in epoch milliseconds. */
	since: number;
	/** When ECGrid says that the parcel came or was changed, by ECGrid's clock in epoch milliseconds; undefined when that cannot be read. */
	changed?: number;
	/** Since when it has waited without having been old enough, whatever changed meanwhile. */
	firstSince: number;
	/** Whether it was old enough when it was last listed. */
	aged: boolean;
}

/** Since when parcels wait: by `placeOf`, then by parcel ID. */
const waits = new Map<string, Map<string, Wait>>();

/** The latest time of a row: a parcel that came back to the inbox was modified then. */
function changedIn({ row }: WaitingParcel): number | undefined {
	const times = [firstText(row, ...CREATED_FIELDS), firstText(row, 'modified')].flatMap(
		(text) => parseTime(text) ?? [],
	);
	return times.length === 0 ? undefined : Math.max(...times);
}

/**
 * The parcels that have waited for so many minutes. For how long one had waited when it was first listed to this process,
 * or when it was listed as changed since then, is told by ECGrid's times and ECGrid's clock; from then on this process's
 * clock counts, also where ECGrid's times cannot be read or lie in the future. A parcel that changes again and again waits
 * for twice as many minutes at most.
 */
export function agedParcels(
	place: string,
	{ parcels, listedAt }: Waiting,
	minutes: number,
	now: number,
): WaitingParcel[] {
	if (minutes === 0) {
		waits.delete(place);
		return parcels;
	}
	const minimumAgeMs = minutes * 60_000;
	const before = waits.get(place);
	const sinceOf = (known: Wait | undefined, changed: number | undefined): number => {
		if (known && (changed === undefined || known.changed === changed)) return Math.min(now, known.since);
		return now - (changed === undefined ? 0 : Math.max(0, (listedAt ?? now) - changed));
	};
	const waitOf = (parcel: WaitingParcel): Wait => {
		const changed = changedIn(parcel);
		const known = before?.get(String(parcel.parcelId));
		const since = sinceOf(known, changed);
		const firstSince =
			known && !(known.aged && since > known.since) ? Math.min(now, known.firstSince) : since;
		const aged = now - since >= minimumAgeMs || now - firstSince >= 2 * minimumAgeMs;
		return { since, changed: changed ?? known?.changed, firstSince, aged };
	};
	const after = new Map(parcels.map((parcel) => [String(parcel.parcelId), waitOf(parcel)]));
	setBounded(waits, place, after);
	return parcels.filter(({ parcelId }) => after.get(String(parcelId))!.aged);
}
