import type { IPollFunctions } from 'n8n-workflow';

import { withAbortSignal } from '../transport/attempt';
import { EcGridError, isAboutKeyOrMoment, nodeError } from '../transport/failure';
import { downloadOf, type DownloadedFile } from '../transport/parcelFile';
import { PROXY_LOGIN_STATUS } from '../transport/proxy';
import { limiterFor, send } from '../transport/send';
import { mapConcurrently } from '../transport/mapConcurrently';
import type { WaitingParcel } from './parcels';

/** A parcel on its way to the workflow; without a file if ECGrid will not give it. */
export interface ParcelWithFile {
	parcel: WaitingParcel;
	file?: DownloadedFile;
	downloadError?: string;
}

/** A parcel whose file did not come this time. */
export interface FailedDownload {
	parcel: WaitingParcel;
	failure: Error;
	/** Whether the failure says nothing of the one file: see `isGeneral`. */
	isGeneral: boolean;
}

/** What came of the downloads of a poll, each in the order of the parcels. */
export interface Downloads {
	came: ParcelWithFile[];
	failed: FailedDownload[];
}

/** So few that what is begun is soon done, too. */
const MAX_CONCURRENT_DOWNLOADS = 8;

/** Whether ECGrid itself says that it will not give this one file, whenever it is asked. A gateway's answer has no code of ECGrid's. */
const isRefused = (error: unknown): error is EcGridError =>
	error instanceof EcGridError &&
	error.errorCode !== undefined &&
	error.errorCode !== 'InternalError' &&
	!isAboutKeyOrMoment(error) &&
	(error.status ?? 0) < 500;

/** Whether a failure is about the API key, or about an ECGrid that is busy or out of reach. Anything else, a gateway's 502 or 504 too, may be about the one file: the list was answered a moment ago. */
const isGeneral = (error: unknown): boolean =>
	error instanceof EcGridError &&
	(isAboutKeyOrMoment(error) ||
		error.retryReason === 'rateLimited' ||
		error.notSent ||
		error.status === PROXY_LOGIN_STATUS);

/**
 * Fetches the files of parcels, side by side. A parcel whose file ECGrid refuses comes without it: the workflow has to
 * know. No further download is begun after `stopAt` (epoch milliseconds), but always the first; what was not begun is left
 * out. What has not come `within` so many milliseconds is broken off, and failed.
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
				const late = nodeError(context, 'The file did not come within the time that n8n gives a poll', {
					description: 'Fetch it in the workflow, with the ECGrid node: Parcel → Download.',
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
