import { readText } from '../transport/record';
import { timeOf } from '../transport/time';
import { keep } from '../trigger/perOwner';
import { TIMES, type Waiting, type WaitingParcel } from './parcels';

/** Since when parcels wait, by this process's clock in epoch milliseconds: by `placeOf`, then by parcel ID. */
const waitingSince = new Map<string, Map<string, number>>();

/** Milliseconds for which a row says that its parcel has waited at least. One that came back to the inbox was modified then. */
function waited({ row }: WaitingParcel, listedAt: number): number {
	const times = [readText(row, ...TIMES), readText(row, 'modified')].flatMap((text) => timeOf(text) ?? []);
	return times.length === 0 ? 0 : Math.max(0, listedAt - Math.max(...times));
}

/**
 * The parcels that have waited for so many minutes. For how long one had waited when it was first listed to this process
 * is told by ECGrid's times and ECGrid's clock; from then on this process's clock counts, also where ECGrid's times
 * cannot be read or lie in the future.
 */
export function agedParcels(
	place: string,
	{ parcels, listedAt }: Waiting,
	minutes: number,
	now: number,
): WaitingParcel[] {
	if (minutes === 0) return parcels;
	const before = waitingSince.get(place);
	const since = new Map(
		parcels.map((parcel) => {
			const id = String(parcel.parcelId);
			return [id, Math.min(now, before?.get(id) ?? now - waited(parcel, listedAt ?? now))];
		}),
	);
	keep(waitingSince, place, since);
	return parcels.filter(({ parcelId }) => now - since.get(String(parcelId))! >= minutes * 60_000);
}
