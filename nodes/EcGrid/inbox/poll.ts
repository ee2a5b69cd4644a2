import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { ecGridOf } from '../transport/credential';
import { EcGridError, isAboutKeyOrMoment, nodeError } from '../transport/failure';
import { messageOf, outputRedactionFor } from '../transport/secrets';
import { isCircuitOpen, recordOutcome } from '../runtime/circuitBreaker';
import { agedParcels } from './minimumAge';
import { afterFailures, failingOf } from './downloadFailures';
import { withFiles, type Downloads, type ParcelWithFile } from './downloads';
import { dueParcels, leasesAfter } from './leases';
import { placeOf, remember, type Memory } from './memory';
import { jsonOf, waitingIn } from './parcels';
import { baselineAfter, recallFor } from './startWith';
import { pollBudget, msUntil, type PollBudget } from './pollBudget';
import { beginPoll, endPoll, type ActivePoll } from './activePolls';
import { warn } from './warn';
import { inboxSettings, type InboxSettings } from './settings';

const itemOf = ({ parcel, file, downloadError }: ParcelWithFile, handedOut: number): INodeExecutionData => ({
	json: jsonOf(parcel, { handedOut, ...(downloadError && { downloadError }) }),
	...(file && { binary: file.binary }),
});

/**
 * Logs the parcels that were left out. If no parcel is handed out, a person has to look: the poll fails. The first poll
 * fails only because of the key, so that the workflow can be published.
 */
function tell(
	{ context, isNewActivation }: ActivePoll,
	leftOut: Downloads['failed'],
	handedOut: number,
): void {
	const [first] = leftOut;
	if (!first) return;
	const isAboutKey =
		first.failure instanceof EcGridError &&
		isAboutKeyOrMoment(first.failure) &&
		first.failure.retryReason !== 'rateLimited';
	if (handedOut === 0 && (!isNewActivation || isAboutKey)) throw first.failure;
	warn(
		context,
		`couldn't download ${leftOut.length} of ${leftOut.length + handedOut} files. Their parcels are left out for now, and the next poll tries again. Parcel ${first.parcel.parcelId}: ${first.failure.message}`,
	);
}

/** Hands out the parcels that are due, and remembers them. If the list fails, it remembers nothing. */
async function handOut(
	activePoll: ActivePoll,
	settings: InboxSettings,
	memory: Memory,
	time: PollBudget,
): Promise<INodeExecutionData[]> {
	const { context } = activePoll;
	const { mailboxId, download, maxParcels: most, retryAfterMinutes: minutes, minimumAgeMinutes } = settings;
	const { isQuick } = time;
	const waiting = await waitingIn(context, mailboxId, { isQuick, within: msUntil(time.listEndAt) });
	const { leases, ecGrid } = memory;
	const place = placeOf(context, ecGrid);
	const baseline = baselineAfter(activePoll, memory, settings, waiting);

	const aged = agedParcels(`${place} ${mailboxId ?? 'own'}`, waiting, minimumAgeMinutes, Date.now());
	const open = aged.filter(({ parcelId }) => !baseline?.ids.has(String(parcelId)));
	const due = dueParcels(open, leases, { minutes, most, now: Date.now(), failing: failingOf(place) });
	const downloads: Downloads = download
		? await withFiles(context, due, time.stopAt, msUntil(time.filesEndAt))
		: { came: due.map((parcel) => ({ parcel })), failed: [] };
	if (activePoll.isSuperseded) return [];

	const openIds = open.map(({ parcelId }) => String(parcelId));
	const { parcels, leftOut } = afterFailures(place, downloads, openIds);
	const ids = parcels.map(({ parcel }) => String(parcel.parcelId));
	const listed = waiting.parcels.map(({ parcelId }) => String(parcelId));
	const after = leasesAfter(leases, ids, listed, { minutes, now: Date.now() });
	remember(context, memory, { ecGrid, leases: after, baseline });
	tell(activePoll, leftOut, parcels.length);
	return parcels.map((each, index) => itemOf(each, after.get(ids[index]!)!.times));
}

/** The oldest waiting parcel, however briefly it has waited, for a person who tests the node. Changes nothing. */
async function show(
	context: IPollFunctions,
	{ mailboxId, download }: InboxSettings,
): Promise<INodeExecutionData[]> {
	const { parcels } = await waitingIn(context, mailboxId);
	const [oldest] = parcels;
	if (!oldest) {
		throw nodeError(context, 'No parcel is waiting in the mailbox', {
			description: 'Send a test file to it, or choose another mailbox under “Mailbox”.',
		});
	}
	if (!download) return [itemOf({ parcel: oldest }, 1)];
	const time = pollBudget(context, false);
	const { came, failed } = await withFiles(context, [oldest], time.stopAt, msUntil(time.filesEndAt));
	if (failed[0]) throw failed[0].failure;
	return came.map((each) => itemOf(each, 1));
}

/** An error whose message also says what to do, because n8n shows only the message of a failed publication. */
function withWayOut(context: IPollFunctions, error: unknown) {
	const problem = nodeError(context, error);
	// Set afterwards: n8n replaces a message that contains the code of a network error with its own.
	if (problem.description) problem.message = `${problem.message}. ${problem.description}`;
	problem.description = null;
	return problem;
}

/**
 * The first poll while n8n starts. A failure must not switch the trigger off, and an ECGrid that is down must not hold
 * up the other triggers.
 */
async function whileN8nStarts(activePoll: ActivePoll, time: PollBudget): Promise<INodeExecutionData[]> {
	const { context } = activePoll;
	try {
		const settings = inboxSettings(context);
		const ecGrid = await ecGridOf(context);
		if (activePoll.isSuperseded) return [];
		const memory = recallFor(activePoll, settings, ecGrid);
		if (await isCircuitOpen(context)) {
			warn(context, "ECGrid didn't answer another trigger a moment ago. The next poll asks it.");
			return [];
		}
		const items = await handOut(activePoll, settings, memory, time);
		await recordOutcome(context, undefined);
		return items;
	} catch (error) {
		await recordOutcome(context, error);
		warn(context, `${await messageOf(context, withWayOut(context, error))} The next poll tries again.`);
		return [];
	}
}

async function atAnyOtherTime(activePoll: ActivePoll, time: PollBudget): Promise<INodeExecutionData[]> {
	const settings = inboxSettings(activePoll.context);
	const ecGrid = await ecGridOf(activePoll.context);
	return activePoll.isSuperseded
		? []
		: await handOut(activePoll, settings, recallFor(activePoll, settings, ecGrid), time);
}

/** The items to hand out, with the API key redacted. */
async function withoutKey(
	context: IPollFunctions,
	items: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const json = await outputRedactionFor(context)(items.map((item) => item.json));
	return items.map((item, index) => ({ ...item, json: json[index]! }));
}

/**
 * Runs one poll. Returns the waiting parcels that are due, as one execution; null if there are none. The first poll is
 * part of publishing: if it fails, publishing fails. But while n8n starts, a failure must not switch the trigger off,
 * and the next poll tries again. A poll that n8n begins while the previous one is in flight does nothing.
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (context.getMode() === 'manual') {
		try {
			return [await withoutKey(context, await show(context, inboxSettings(context)))];
		} catch (error) {
			throw withWayOut(context, error);
		}
	}
	const activePoll = beginPoll(context);
	if (!activePoll) return null;
	try {
		const time = pollBudget(context, activePoll.isNewActivation);
		const items = await (time.isQuick ? whileN8nStarts : atAnyOtherTime)(activePoll, time);
		return items.length > 0 ? [await withoutKey(context, items)] : null;
	} catch (error) {
		throw activePoll.isNewActivation ? withWayOut(context, error) : nodeError(context, error);
	} finally {
		endPoll(activePoll);
	}
}
