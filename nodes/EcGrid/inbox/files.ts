import type { IPollFunctions } from 'n8n-workflow';

import { EcGridError, isAboutKeyOrMoment, nodeError } from '../transport/failure';
import { downloadOf, type DownloadedFile } from '../transport/parcelFile';
import { paceOf, send } from '../transport/request';
import { sideBySide } from '../transport/sideBySide';
import { ownerOf } from '../trigger/login';
import type { WaitingParcel } from './parcels';

/** A parcel on its way to the workflow; without a file if ECGrid will not give it. */
export interface ParcelWithFile {
	parcel: WaitingParcel;
	file?: DownloadedFile;
	downloadError?: string;
}

/** So few that what is begun is soon done, too. */
const AT_ONCE = 8;

/** After so many polls in a row that one parcel alone made fail, it no longer keeps the others back. */
const FAILURES_BORNE = 3;

/** In how many polls in a row the download of a parcel failed, for each trigger of this process. */
const failuresOf = new Map<string, Map<string, number>>();

/** Whether ECGrid itself says that it will not give this one file, whenever it is asked. A gateway's answer has no code of ECGrid's. */
const isRefused = (error: unknown): error is EcGridError =>
	error instanceof EcGridError &&
	error.errorCode !== undefined &&
	error.errorCode !== 'InternalError' &&
	!isAboutKeyOrMoment(error) &&
	(error.status ?? 0) < 500;

type Outcome = ParcelWithFile | { parcel: WaitingParcel; failure: Error };

/**
 * Fetches the files of parcels, side by side. A parcel whose file ECGrid refuses comes without it: the workflow has to
 * know. Any other failure is thrown, and nothing is handed out, unless it was this one parcel, again and again, while
 * other files came. No further download is begun after `stopAt`; what was not begun is left out, but never the first.
 */
export async function withFiles(
	context: IPollFunctions,
	parcels: WaitingParcel[],
	stopAt: number,
): Promise<ParcelWithFile[]> {
	const pace = paceOf(context);
	const fetched = await sideBySide(
		parcels,
		() => AT_ONCE,
		async (parcel, index): Promise<Outcome | undefined> => {
			if (index > 0 && Date.now() >= stopAt) return undefined;
			try {
				const request = downloadOf(context, parcel.parcelId as number);
				const patience = Math.max(0, stopAt - Date.now());
				return { parcel, file: (await send(context, { ...request, patience }, { pace })) as DownloadedFile };
			} catch (error) {
				if (isRefused(error)) return { parcel, downloadError: error.message };
				return { parcel, failure: nodeError(context, error) };
			}
		},
	);
	const outcomes = fetched.filter((outcome) => outcome !== undefined);
	const failed = outcomes.filter((outcome) => 'failure' in outcome);

	const owner = ownerOf(context);
	const before = failuresOf.get(owner);
	const failures = new Map(
		failed.map(({ parcel }) => {
			const id = String(parcel.parcelId);
			return [id, (before?.get(id) ?? 0) + 1];
		}),
	);
	if (failures.size > 0) failuresOf.set(owner, failures);
	else failuresOf.delete(owner);

	const others = outcomes.some((outcome) => 'file' in outcome);
	return outcomes.map((outcome) => {
		if (!('failure' in outcome)) return outcome;
		const { parcel, failure } = outcome;
		if (!others || failures.get(String(parcel.parcelId))! < FAILURES_BORNE) throw failure;
		return { parcel, downloadError: failure.message };
	});
}
