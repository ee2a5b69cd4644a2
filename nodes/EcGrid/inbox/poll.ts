import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { nodeError } from '../transport/failure';
import { withFiles, type ParcelWithFile } from './files';
import { chosenOf, leasesAfter } from './leases';
import { recall, remember, type LeftAlone, type Memory } from './memory';
import { jsonOf, waitingIn, type WaitingParcel } from './parcels';
import { wantedBy, type Wanted } from './wanted';

/** The part of the time that n8n gives a poll after which no further download is begun. */
const TIME_TO_BEGIN = 0.5;
const FIVE_MINUTES = 300_000;
/** Milliseconds for the first poll, for which a publication or the start of n8n waits. */
const FIRST_POLL = 20_000;

/** What a poll may take. */
interface Time {
	/** When no further download is begun. */
	stopAt: number;
	/** One try, and a short one. */
	isQuick: boolean;
}

const itemOf = ({ parcel, file, downloadError }: ParcelWithFile, handedOut: number): INodeExecutionData => ({
	json: jsonOf(parcel, { handedOut, ...(downloadError && { downloadError }) }),
	...(file && { binary: file.binary }),
});

/** What is left alone from now on: of what waited when the trigger began, that which was listed ever since. */
function leftAloneOf(
	{ leases, leftAlone }: Memory,
	{ mailboxId, onlyFromNowOn }: Wanted,
	listed: string[],
): LeftAlone | undefined {
	if (!onlyFromNowOn) return undefined;
	const mailbox = mailboxId ?? 'own';
	const before = leftAlone?.mailbox === mailbox ? leftAlone.ids : undefined;
	const ids = listed.filter((id) => (before ? before.has(id) : !leases.has(id)));
	return { mailbox, ids: new Set(ids) };
}

/** Hands out the parcels that are due, and remembers them. A poll that fails remembers nothing. */
async function handOut(
	context: IPollFunctions,
	wanted: Wanted,
	{ stopAt, isQuick }: Time,
): Promise<INodeExecutionData[]> {
	const { mailboxId, download, maxParcels: most, retryAfterMinutes: minutes } = wanted;
	const waiting = await waitingIn(context, mailboxId, { isQuick });
	const listed = waiting.map(({ parcelId }) => String(parcelId));
	const memory = recall(context);
	const { leases } = memory;
	const leftAlone = leftAloneOf(memory, wanted, listed);

	const open = waiting.filter(({ parcelId }) => !leftAlone?.ids.has(String(parcelId)));
	const due = chosenOf(open, leases, { minutes, most, now: Date.now() });
	const parcels: ParcelWithFile[] = download
		? await withFiles(context, due, stopAt)
		: due.map((parcel) => ({ parcel }));

	const ids = parcels.map(({ parcel }) => String(parcel.parcelId));
	const after = leasesAfter(leases, ids, listed, { minutes, now: Date.now() });
	remember(context, { leases: after, leftAlone });
	return parcels.map((each, index) => itemOf(each, after.get(ids[index]!)!.times));
}

/** The oldest parcel that waits, for a person who tries the node out. Changes nothing. */
async function show(
	context: IPollFunctions,
	{ mailboxId, download }: Wanted,
	{ stopAt }: Time,
): Promise<INodeExecutionData[]> {
	const [oldest]: WaitingParcel[] = await waitingIn(context, mailboxId);
	if (!oldest) {
		throw nodeError(context, 'No parcel is waiting in the mailbox', {
			description: 'Send a test file to it, or choose another one under Mailbox.',
		});
	}
	const [parcel] = download ? await withFiles(context, [oldest], stopAt) : [{ parcel: oldest }];
	return [itemOf(parcel!, 1)];
}

/** Running triggers that have polled, and those of them that are polling: n8n has one context for all polls of an activation. */
const begun = new WeakSet<IPollFunctions>();
const polling = new WeakSet<IPollFunctions>();

const isN8nStarting = (context: IPollFunctions) =>
	['init', 'leadershipChange'].includes(context.getActivationMode());

function timeFor(context: IPollFunctions, isFirst: boolean): Time {
	const budget = context.getPollBudgetMs?.() ?? FIVE_MINUTES;
	return {
		stopAt: Date.now() + TIME_TO_BEGIN * (isFirst ? Math.min(budget, FIRST_POLL) : budget),
		isQuick: isFirst && isN8nStarting(context),
	};
}

/** In a failed publication n8n shows nothing but the message, so that the way out has to be in it. */
function withWayOut(context: IPollFunctions, error: unknown) {
	const problem = nodeError(context, error);
	// Set afterwards: n8n puts words of its own in the place of a message that holds a network error's code.
	if (problem.description) problem.message = `${problem.message}. ${problem.description}`;
	problem.description = null;
	return problem;
}

/**
 * One poll: the parcels that wait in the mailbox and are due, as one execution; null when there are none. The first
 * poll is part of the publication, which fails with it; but while n8n starts, a failure must not switch the trigger
 * off, and the next poll tries again. A poll that n8n begins while the one before is still under way does nothing.
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const isFirst = !begun.has(context);
	const time = timeFor(context, isFirst);
	begun.add(context);
	try {
		const wanted = wantedBy(context);
		if (context.getMode() === 'manual') return [await show(context, wanted, time)];
		if (polling.has(context)) return null;
		polling.add(context);
		try {
			const items = await handOut(context, wanted, time);
			return items.length > 0 ? [items] : null;
		} finally {
			polling.delete(context);
		}
	} catch (error) {
		if (!isFirst) throw nodeError(context, error);
		const problem = withWayOut(context, error);
		if (!isN8nStarting(context)) throw problem;
		context.logger.warn(`ECGrid Inbox Trigger: ${problem.message} The next poll tries again.`);
		return null;
	}
}
