import { parcelId } from '../../fields/ids';
import { EcGridError, isAboutKeyOrMoment, isNotFound, nodeError } from '../../transport/failure';
import { firstText } from '../../transport/record';
import type { ItemRun, Operation } from '../operation';

/** Statuses of a parcel that ECGrid no longer offers. Row P5 of the sheet: it isn't settled which of them a confirm sets. */
const FETCHED = ['inboxtransferred', 'inboxarchived'];

/** Whether ECGrid itself refused, and so did nothing in this attempt. */
const isRefused = ({ isFromEcGrid, retryReason, status = 0 }: EcGridError): boolean =>
	isFromEcGrid && retryReason === undefined && status < 500;

/** Whether ECGrid refused for a reason that doesn't make Get Parcel fail as well. */
const isWorthAsking = (error: EcGridError): boolean =>
	isRefused(error) && !isNotFound(error) && error.status !== 404 && !isAboutKeyOrMoment(error);

/** Whether ECGrid no longer offers the parcel. False if in doubt. */
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
 * Confirms a parcel. Treats a refusal as success if the parcel is no longer pending: ECGrid may refuse a parcel that is
 * already confirmed, such as by a first attempt whose response was lost. The status alone is no proof, because a
 * download may set it, too.
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
			error.message += ". It isn't known whether the parcel is confirmed";
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
		'Tell ECGrid that a file is safely stored, so that it stops offering the parcel. Confirm only once the file is stored. Behind an Upload, use the parcelId of the trigger: Upload outputs that of the parcel that it sent. To undo this, use Reset to Inbox.',
	endpoint: 'POST /v2/parcels/confirm',
	idempotent: true,
	fields: [parcelId],
	perform,
};
