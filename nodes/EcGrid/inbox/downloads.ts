import type { IPollFunctions } from 'n8n-workflow';

import { withAbortSignal } from '../transport/attempt';
import { EcGridError, isAboutKeyOrMoment, nodeError } from '../transport/failure';
import { downloadOf, type DownloadedFile } from '../transport/parcelFile';
import { PROXY_LOGIN_STATUS } from '../transport/proxy';
import { limiterFor, send } from '../transport/send';
import { mapConcurrently } from '../transport/mapConcurrently';
import type { WaitingParcel } from './parcels';

/** A parcel to hand out; without a file if ECGrid refuses it. */
export interface ParcelWithFile {
	parcel: WaitingParcel;
	file?: DownloadedFile;
	downloadError?: string;
}

/** A parcel whose file didn't arrive this time. */
export interface FailedDownload {
	parcel: WaitingParcel;
	failure: Error;
	/** Whether the failure says nothing about this file: see `isGeneral`. */
	isGeneral: boolean;
}

/** The results of a poll's downloads, each in the order of the parcels. */
export interface Downloads {
	came: ParcelWithFile[];
	failed: FailedDownload[];
}

/** Few, so that downloads that were started also end soon. */
const MAX_CONCURRENT_DOWNLOADS = 8;

/** Whether ECGrid itself refuses this one file for good. A gateway's response contains no error code of ECGrid's. */
const isRefused = (error: unknown): error is EcGridError =>
	error instanceof EcGridError &&
	error.errorCode !== undefined &&
	error.errorCode !== 'InternalError' &&
	!isAboutKeyOrMoment(error) &&
	(error.status ?? 0) < 500;

/**
 * Whether a failure concerns the API key, or an ECGrid that is busy or can't be reached. Anything else, even a
 * gateway's 502 or 504, may concern the one file: ECGrid returned the list a moment ago.
 */
const isGeneral = (error: unknown): boolean =>
	error instanceof EcGridError &&
	(isAboutKeyOrMoment(error) ||
		error.retryReason === 'rateLimited' ||
		error.notSent ||
		error.status === PROXY_LOGIN_STATUS);

/**
 * Downloads the files of parcels concurrently. A parcel whose file ECGrid refuses is returned without it, because the
 * workflow has to know. The first download always starts. No other starts after `stopAt` (epoch milliseconds); parcels
 * whose downloads didn't start are left out. Downloads that don't end `within` so many milliseconds are aborted and
 * fail.
 */
export async function withFiles(
	context: IPollFunctions,
	parcels: WaitingParcel[],
	stopAt: number,
	within: number,
): Promise<Downloads> {
	const limiter = limiterFor(context);
	const ended = AbortSignal.timeout(Math.ceil(within));
	const downloading = withAbortSignal(context, ended);
	const downloads: Downloads = { came: [], failed: [] };
	const outcomes = await mapConcurrently(
		parcels,
		() => MAX_CONCURRENT_DOWNLOADS,
		async (parcel, index): Promise<ParcelWithFile | FailedDownload | undefined> => {
			if (index > 0 && Date.now() >= stopAt) return undefined;
			try {
				const request = downloadOf(downloading, parcel.parcelId as number);
				const retryBudgetMs = Math.max(0, stopAt - Date.now());
				return {
					parcel,
					file: (await send(downloading, { ...request, retryBudgetMs }, { limiter })) as DownloadedFile,
				};
			} catch (error) {
				if (isRefused(error)) return { parcel, downloadError: error.message };
				if (!ended.aborted)
					return { parcel, failure: nodeError(context, error), isGeneral: isGeneral(error) };
				const late = nodeError(context, "The file didn't arrive within the time that n8n gives a poll", {
					description: 'Download it in the workflow, with the ECGrid node: Parcel → Download.',
				});
				return { parcel, failure: late, isGeneral: false };
			}
		},
	);
	for (const outcome of outcomes) {
		if (outcome && 'failure' in outcome) downloads.failed.push(outcome);
		else if (outcome) downloads.came.push(outcome);
	}
	return downloads;
}
