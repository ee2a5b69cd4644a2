import { parcelId } from '../../fields/ids';
import { EcGridError, isAboutKeyOrMoment, isNotFound, nodeError } from '../../transport/failure';
import { firstText } from '../../transport/record';
import type { ItemRun, Operation } from '../operation';

/** Statuses of a parcel that is offered no more. Row P5 of the sheet: which of them a confirm sets is not settled. */
const FETCHED = ['inboxtransferred', 'inboxarchived'];

/** Whether ECGrid itself refused, so that it did nothing in this try. */
const isRefused = ({ isFromEcGrid, retryReason, status = 0 }: EcGridError): boolean =>
	isFromEcGrid && retryReason === undefined && status < 500;

/** Whether ECGrid refused, and for a reason that is not one against Get Parcel as well. */
const isWorthAsking = (error: EcGridError): boolean =>
	isRefused(error) && !isNotFound(error) && error.status !== 404 && !isAboutKeyOrMoment(error);

/** Whether the parcel is offered no more. Any doubt is a no. */
async function isFetched({ ids, send }: ItemRun): Promise<boolean> {
	try {
		const path = `/v2/parcels/${ids.parcelId as number}`;
		const parcel = await send({ method: 'GET', path, idempotent: true });
		return FETCHED.includes(firstText(parcel, 'status')?.toLowerCase() ?? '');
	} catch {
		return false;
	}
}

/**
 * Confirms, and takes a refusal for done when the parcel is no longer waiting: ECGrid may refuse to confirm what is
 * confirmed already, such as by a first try whose answer was lost. The status alone is no proof, because a download
 * may set it, too.
 * Page: rest-api/parcels/confirm-download, and rows P4, P5 and P18 of the sheet.
 */
async function perform(run: ItemRun) {
	const json = { success: true, ...run.ids };
	try {
		await run.send(run.request);
		return [{ json }];
	} catch (error) {
		if (!(error instanceof EcGridError)) throw nodeError(run.context, error);
		if (error.mayBeDone && !isRefused(error)) {
			error.message += '. It is not known whether the parcel is confirmed';
			error.description = `Run this again: confirming twice does no harm. ${error.description}`;
		}
		if (!isWorthAsking(error) || !(await isFetched(run))) throw nodeError(run.context, error);
		return [{ json: { ...json, alreadyConfirmed: true } }];
	}
}

export const confirm: Operation = {
	value: 'confirm',
	name: 'Confirm Download',
	action: 'Confirm parcel download',
	description:
		'Tell ECGrid that the file of a parcel is safely stored. The parcel is not offered again after that, so confirm only once the file is stored. The way back is Reset to Inbox.',
	endpoint: 'POST /v2/parcels/confirm',
	idempotent: true,
	fields: [parcelId],
	perform,
};
