import { keep } from '../trigger/perOwner';
import type { Downloads, ParcelWithFile } from './files';

/** After so many polls in a row in which its download failed, a parcel is handed out without its file. */
export const FAILURES_BORNE = 3;

/** In how many polls in a row the download of a parcel failed, by parcel ID, for each trigger of this process. */
const failuresOf = new Map<string, Map<string, number>>();

/**
 * What to hand out after the downloads of a poll: what came, and without its file what failed in three polls in a row,
 * in the order of `wanted` (the parcel IDs, as text). A failure that is about ECGrid as a whole counts only if other
 * files came: in an outage nothing is handed out without its file. Counts begin anew with the process.
 */
export function afterFailures(
	owner: string,
	{ came, failed }: Downloads,
	wanted: string[],
): { parcels: ParcelWithFile[]; leftOut: Downloads['failed'] } {
	const before = failuresOf.get(owner);
	const idOf = ({ parcel }: Pick<ParcelWithFile, 'parcel'>) => String(parcel.parcelId);
	const isDone = new Set(came.map(idOf));
	const counts = new Map([...(before ?? [])].filter(([id]) => wanted.includes(id) && !isDone.has(id)));
	for (const each of failed) {
		if (each.isGeneral && came.length === 0) continue;
		counts.set(idOf(each), (counts.get(idOf(each)) ?? 0) + 1);
	}
	const isBorne = (each: Downloads['failed'][number]) => (counts.get(idOf(each)) ?? 0) < FAILURES_BORNE;
	const leftOut = failed.filter(isBorne);
	const parcels: ParcelWithFile[] = [
		...came,
		...failed
			.filter((each) => !isBorne(each))
			.map(({ parcel, failure }) => ({ parcel, downloadError: failure.message })),
	];
	for (const each of parcels) counts.delete(idOf(each));

	if (counts.size > 0) keep(failuresOf, owner, counts);
	else failuresOf.delete(owner);
	const place = new Map(wanted.map((id, index) => [id, index]));
	parcels.sort((left, right) => place.get(idOf(left))! - place.get(idOf(right))!);
	return { parcels, leftOut };
}
