import { setBounded } from '../runtime/boundedMap';
import type { Downloads, ParcelWithFile } from './downloads';

/** The number of counted polls with a failed download after which a parcel is handed out without its file. */
export const MAX_FAILED_POLLS = 3;
/**
 * Milliseconds in which at most one parcel is handed out without its file while no file arrives at all: ECGrid's
 * downloads may be down.
 */
const WITHOUT_FILE_INTERVAL_MS = 60 * 60_000;

interface Failures {
	/** By parcel ID, for each parcel whose download failed: how many polls counted. */
	counts: Map<string, number>;
	/**
	 * When a parcel was handed out without its file in a poll in which no file arrived, in epoch milliseconds.
	 * Undefined once a file has arrived since.
	 */
	doubtedAt?: number;
}

/** The failures of each trigger in this process. */
const failuresOf = new Map<string, Failures>();

/** The parcels whose last download failed, as far as this process knows. */
export const failingOf = (owner: string): ReadonlySet<string> =>
	new Set(failuresOf.get(owner)?.counts.keys());

/**
 * The parcels to hand out after the downloads of a poll, in the order of `waiting` (the parcel IDs, as text): those
 * whose files arrived and, without a file, those that failed in three polls that count. A poll in which other files
 * arrived counts for all parcels that failed. One in which no file arrived may be an outage: it counts for one parcel
 * only and, after that was handed out without its file, for none for an hour. It doesn't count for a failure that
 * concerns ECGrid as a whole. Counts start over with the process.
 */
export function afterFailures(
	owner: string,
	{ came, failed }: Downloads,
	waiting: string[],
): { parcels: ParcelWithFile[]; leftOut: Downloads['failed'] } {
	const before = failuresOf.get(owner);
	const place = new Map(waiting.map((id, index) => [id, index]));
	const idOf = ({ parcel }: Pick<ParcelWithFile, 'parcel'>) => String(parcel.parcelId);
	const counts = new Map([...(before?.counts ?? [])].filter(([id]) => place.has(id)));
	const countOf = (each: Pick<ParcelWithFile, 'parcel'>) => counts.get(idOf(each)) ?? 0;
	const now = Date.now();
	// A file that ECGrid refuses says nothing about the others.
	const hasFileCome = came.some(({ downloadError }) => downloadError === undefined);
	let doubtedAt = hasFileCome ? undefined : before?.doubtedAt;

	for (const each of failed) counts.set(idOf(each), countOf(each));
	/** The parcel that has failed most often; of several, the one that failed first. */
	const suspects = () => {
		if (doubtedAt !== undefined && Math.abs(now - doubtedAt) < WITHOUT_FILE_INTERVAL_MS) return [];
		const began = [...counts.keys()];
		return failed
			.filter(({ isGeneral }) => !isGeneral)
			.sort(
				(left, right) =>
					countOf(right) - countOf(left) || began.indexOf(idOf(left)) - began.indexOf(idOf(right)),
			)
			.slice(0, 1);
	};
	const held = hasFileCome ? failed : suspects();
	for (const each of held) counts.set(idOf(each), countOf(each) + 1);
	const unborne = held.filter((each) => countOf(each) >= MAX_FAILED_POLLS);
	if (!hasFileCome && unborne.length > 0) doubtedAt = now;

	const parcels: ParcelWithFile[] = [
		...came,
		...unborne.map(({ parcel, failure }) => ({ parcel, downloadError: failure.message })),
	];
	for (const each of parcels) counts.delete(idOf(each));
	if (counts.size > 0 || doubtedAt !== undefined) setBounded(failuresOf, owner, { counts, doubtedAt });
	else failuresOf.delete(owner);
	parcels.sort((left, right) => place.get(idOf(left))! - place.get(idOf(right))!);
	return { parcels, leftOut: failed.filter((each) => !unborne.includes(each)) };
}
