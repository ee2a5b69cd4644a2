import { sleep, UserError, type ITriggerFunctions } from 'n8n-workflow';

import { ecGridOf } from '../transport/credential';
import type { ConcurrencyLimiter } from '../transport/concurrencyLimiter';
import { firstId } from '../transport/record';
import { limiterFor } from '../transport/send';
import { inTurn, nameOfList, noteFailing, noteRead } from './failingLists';
import { handOver, readyOf, type Ready } from './handOver';
import { brief } from './deduplicationKey';
import { nodeFingerprintAt } from '../runtime/nodeFingerprint';
import { contentsOf, noteContents } from './missedContent';
import { FIRST_PLACE, readMissed, type EventList, type EventSpan, type MissedEvent } from './missedEvents';
import { recoveredFrom } from './recoveredEvent';
import { recoveredIdsOf, type RecoveredIds } from './recoveredIds';
import { changeStoredData, formerAt, hadCallbacks, inForce, storedData } from './registrationState';
import { settingsOf } from './settings';
import { eventFilter } from './eventFilter';

/** How far back to look for missed events, in milliseconds. */
const LOOK_BACK_MS = 7 * 24 * 60 * 60_000;
/** The number of events that are fetched, and handed to n8n, at once. */
const BATCH_SIZE = 20;
/** Milliseconds that the next events wait for the previous executions to end, if there is room for more. */
const MAX_WAIT_MS = 8_000;
/** The most executions of recovered events in flight in one trigger. */
const MAX_IN_FLIGHT = 100;
/**
 * Milliseconds for which an execution counts as in flight, so that one that takes longer, such as one that waits for
 * days, doesn't block the others for good. If none ends, 100 start every ten minutes, and all of those may be in
 * flight.
 */
const MAX_COUNTED_MS = 10 * 60_000;
/** Milliseconds between two consecutive rounds, and between two checks for room. */
const PAUSE_MS = 1_000;
const MAX_ROUNDS = 1_000;

/** The state that the rounds of one catch-up share. */
interface CatchUp {
	context: ITriggerFunctions;
	ecGrid: string;
	/** See `nodeFingerprintAt`. */
	owner: string;
	known: RecoveredIds;
	/** Left for the next catch-up. */
	left: Set<string>;
	/** Whether ECGrid returned the content of some events. */
	hasContentCome: boolean;
	/** Whether ECGrid currently doesn't return the content of some events. */
	isContentFailing: boolean;
	limiter: ConcurrencyLimiter;
	isStopped: () => boolean;
}

const warn = ({ context }: CatchUp, message: string) => context.logger.warn(`ECGrid Trigger: ${message}`);

const save = ({ context, ecGrid, known }: CatchUp) => changeStoredData(context, { ...known.saved(), ecGrid });

/** The events that are to start the workflow, with their items. The others are completed, or left for later. */
async function prepared(work: CatchUp, events: MissedEvent[]): Promise<Map<MissedEvent, Ready>> {
	const { context, known, left } = work;
	const matches = eventFilter(settingsOf(context));
	const contents = await contentsOf(context, work.owner, events, work.limiter);
	work.hasContentCome ||= contents.hasCome;
	work.isContentFailing ||= contents.isFailing;
	const all = new Map<MissedEvent, Ready>();
	for (const event of work.isStopped() ? [] : events) {
		try {
			const matching = recoveredFrom(event, contents.of.get(event), known.isShared(event)).filter(
				({ recovered }) => matches(recovered),
			);
			const ready = contents.of.has(event) ? readyOf(context, matching, event.created) : undefined;
			if (!ready) left.add(event.key);
			else if (ready.items.length > 0) all.set(event, ready);
			else {
				ready.complete(true);
				known.end(event, true);
			}
		} catch (error) {
			left.add(event.key);
			warn(work, `skipped missed event ${event.id}, which can't be read (${(error as Error).message}).`);
		}
	}
	return all;
}

/** Hands an event to n8n, and notes the outcome once it is known. */
async function recoverOne(work: CatchUp, event: MissedEvent, ready: Ready): Promise<void> {
	const { context, owner, known, left } = work;
	try {
		// n8n may stop before it has saved that this event was recovered. The key keeps it from storing the event twice.
		await handOver(context, ready, `ecgrid ${owner} ${brief(event.key)}`);
		known.end(event, true);
	} catch (error) {
		known.end(event, false);
		left.add(event.key);
		warn(
			work,
			`n8n couldn't store the recovered event ${event.id} (${(error as Error).message}). The next round tries again.`,
		);
	}
}

/** Waits until so many more executions may be in flight. */
async function untilThereIsRoom({ known, isStopped }: CatchUp, count: number): Promise<void> {
	while (!isStopped() && known.inFlightFor(MAX_COUNTED_MS) + count > MAX_IN_FLIGHT) await sleep(PAUSE_MS);
}

/** Recovers events concurrently. */
async function recover(work: CatchUp, events: MissedEvent[]): Promise<void> {
	const ready = await prepared(work, events);
	if (ready.size === 0) return;
	for (const event of ready.keys()) work.known.begin(event);
	save(work);
	const over = new AbortController();
	await Promise.race([
		Promise.all([...ready].map(async ([event, one]) => await recoverOne(work, event, one))),
		sleep(MAX_WAIT_MS, over.signal).catch(() => {}),
	]);
	over.abort();
	// A duplicate delivery doesn't wait for the end of a long workflow.
	for (const { complete } of ready.values()) complete(true);
	save(work);
}

/** The lists that cover the node's current and former callbacks. */
function listsOf(context: ITriggerFunctions, ecGrid: string): EventList[] {
	const { events, scope } = settingsOf(context);
	const lists: EventList[] = events.map((event) => ({ event, mailboxId: scope.mailboxId }));
	for (const { event, mailboxId } of formerAt(context, ecGrid)) {
		const isCovered = lists.some(
			(list) => list.event === event && [undefined, mailboxId].includes(list.mailboxId),
		);
		if (!isCovered) lists.push({ event, mailboxId, isFormer: true });
	}
	return lists;
}

/** Recovers the missed events of a span, in rounds. */
async function recoverAll(work: CatchUp, span: EventSpan): Promise<void> {
	const { context, ecGrid, known, left, isStopped } = work;
	const wasOurs = inForce(context, ecGrid);
	const isOpen = (event: MissedEvent) =>
		wasOurs(firstId(event.row, 'callbackId'), event.created) && !known.has(event) && !left.has(event.key);

	let place = FIRST_PLACE;
	for (let rounds = 1; rounds <= MAX_ROUNDS; rounds++) {
		const { missed, hasMore, next } = await readMissed(context, span, place, isOpen, isStopped);
		for (let index = 0; index < missed.length && !isStopped(); index += BATCH_SIZE) {
			const batch = missed.slice(index, index + BATCH_SIZE);
			await untilThereIsRoom(work, batch.length);
			await recover(work, batch);
			// ECGrid or n8n currently makes no progress.
			if (batch.length === BATCH_SIZE && batch.every(({ key }) => left.has(key))) return;
		}
		if (isStopped() || (!hasMore && !next)) return;
		if (!hasMore) place = next!;
		await sleep(PAUSE_MS);
		if (isStopped()) return;
	}
	warn(
		work,
		`ECGrid's list of ${nameOfList(span.lists[place.list]!)} didn't end after ${place.before} rows. The next round starts over.`,
	);
}

/**
 * Reports the lists that couldn't be read: in the log for those of former callbacks, once until they can be read again,
 * and in an error for the others.
 */
function tellBroken(work: CatchUp, { read, broken }: EventSpan): void {
	for (const list of read) noteRead(work.owner, list);
	const failures: string[] = [];
	for (const [list, { error }] of broken) {
		const isNew = noteFailing(work.owner, list);
		if (!list.isFormer) failures.push(`${nameOfList(list)}: ${error.message}`);
		else if (isNew)
			warn(
				work,
				`couldn't list the missed events of a former callback for ${nameOfList(list)} (${error.message}). They are recovered only if a later round can list them.`,
			);
	}
	if (failures.length > 0) throw new UserError(failures.join('; '));
}

/**
 * Starts the workflow with the events that ECGrid says it couldn't deliver to this node, once each, marked `recovered`,
 * oldest first. It continues until all are recovered, in rounds that are bounded in memory. An event counts as
 * recovered once n8n has stored its execution. Events that aren't certainly missed are left alone. Throws at the end if
 * a list couldn't be read.
 */
export async function catchUp(context: ITriggerFunctions, isStopped: () => boolean): Promise<void> {
	if (!hadCallbacks(context)) return;
	const ecGrid = await ecGridOf(context);
	const owner = nodeFingerprintAt(context, ecGrid);
	const stored = storedData(context);
	const known = recoveredIdsOf(owner, (stored.ecGrid ?? ecGrid) === ecGrid ? stored : {});
	const left = new Set<string>();
	const work: CatchUp = {
		context,
		ecGrid,
		owner,
		known,
		left,
		hasContentCome: false,
		isContentFailing: false,
		limiter: limiterFor(context),
		isStopped,
	};
	const now = Date.now();
	const span: EventSpan = {
		lists: inTurn(owner, listsOf(context, ecGrid)),
		from: now - LOOK_BACK_MS,
		now,
		read: new Set(),
		broken: new Map(),
	};
	await recoverAll(work, span);
	// An event that waits for its content may be in a list that couldn't be read.
	const isKnown = work.hasContentCome || span.broken.size === 0;
	if (!work.isContentFailing && isKnown && !isStopped()) noteContents(owner);
	tellBroken(work, span);
}
