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

/** Milliseconds for which missed events are looked for. */
const LOOK_BACK_MS = 7 * 24 * 60 * 60_000;
/** Events that are fetched, and handed to n8n, at once. */
const BATCH_SIZE = 20;
/** Milliseconds that the next events wait for the executions of those before to end, as long as there is room for more. */
const MAX_WAIT_MS = 8_000;
/** Executions of recovered events that may be under way in one trigger. */
const MAX_IN_FLIGHT = 100;
/**
 * Milliseconds for which an execution counts as under way. One that takes longer, such as one that waits for days, does
 * not keep the others back for good: where none ends, 100 begin every ten minutes, and all those may be under way.
 */
const MAX_COUNTED_MS = 10 * 60_000;
/** Milliseconds between two rounds that follow each other, and between two looks for room. */
const PAUSE_MS = 1_000;
const MAX_ROUNDS = 1_000;

/** What the rounds of one catch-up share. */
interface CatchUp {
	context: ITriggerFunctions;
	ecGrid: string;
	/** See `nodeFingerprintAt`. */
	owner: string;
	known: RecoveredIds;
	/** Left for the next catch-up. */
	left: Set<string>;
	/** Whether ECGrid gave the content of some events. */
	hasContentCome: boolean;
	/** Whether ECGrid does not give the content of some events for the moment. */
	isContentFailing: boolean;
	limiter: ConcurrencyLimiter;
	isStopped: () => boolean;
}

const warn = ({ context }: CatchUp, message: string) => context.logger.warn(`ECGrid Trigger: ${message}`);

const save = ({ context, ecGrid, known }: CatchUp) => changeStoredData(context, { ...known.saved(), ecGrid });

/** Those of the events that are to start the workflow, with what is to start it; the rest is completed, or left for later. */
async function prepared(work: CatchUp, events: MissedEvent[]): Promise<Map<MissedEvent, Ready>> {
	const { context, known, left } = work;
	const wish = eventFilter(settingsOf(context));
	const contents = await contentsOf(context, work.owner, events, work.limiter);
	work.hasContentCome ||= contents.hasCome;
	work.isContentFailing ||= contents.isFailing;
	const all = new Map<MissedEvent, Ready>();
	for (const event of work.isStopped() ? [] : events) {
		try {
			const wanted = recoveredFrom(event, contents.of.get(event), known.isShared(event)).filter(
				({ recovered }) => wish(recovered),
			);
			const ready = contents.of.has(event) ? readyOf(context, wanted, event.created) : undefined;
			if (!ready) left.add(event.key);
			else if (ready.items.length > 0) all.set(event, ready);
			else {
				ready.complete(true);
				known.end(event, true);
			}
		} catch (error) {
			left.add(event.key);
			warn(work, `missed event ${event.id} cannot be read (${(error as Error).message}) and is left out.`);
		}
	}
	return all;
}

/** Hands an event to n8n, and notes what became of it once that is known. */
async function recoverOne(work: CatchUp, event: MissedEvent, ready: Ready): Promise<void> {
	const { context, owner, known, left } = work;
	try {
		// n8n may end before it has saved that this event was recovered: the key keeps it from storing it twice.
		await handOver(context, ready, `ecgrid ${owner} ${brief(event.key)}`);
		known.end(event, true);
	} catch (error) {
		known.end(event, false);
		left.add(event.key);
		warn(
			work,
			`n8n could not store the recovered event ${event.id} (${(error as Error).message}). The next round tries again.`,
		);
	}
}

/** Waits until so many executions more may be under way. */
async function untilThereIsRoom({ known, isStopped }: CatchUp, count: number): Promise<void> {
	while (!isStopped() && known.underWayFor(MAX_COUNTED_MS) + count > MAX_IN_FLIGHT) await sleep(PAUSE_MS);
}

/** Recovers some events side by side. */
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
	// A repeated delivery does not wait for the end of a long workflow.
	for (const { complete } of ready.values()) complete(true);
	save(work);
}

/** The lists that cover what the node has registered, and what it had. */
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

/** Recovers what there is in a span, in rounds. */
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
			// Neither ECGrid nor n8n gets on for the moment.
			if (batch.length === BATCH_SIZE && batch.every(({ key }) => left.has(key))) return;
		}
		if (isStopped() || (!hasMore && !next)) return;
		if (!hasMore) place = next!;
		await sleep(PAUSE_MS);
		if (isStopped()) return;
	}
	warn(
		work,
		`ECGrid's list of ${nameOfList(span.lists[place.list]!)} did not come to its end after ${place.before} rows. The next round begins anew.`,
	);
}

/** Tells which lists could not be read: of former callbacks once, until they can be read again; of others in an error. */
function tellBroken(work: CatchUp, { read, broken }: EventSpan): void {
	for (const list of read) noteRead(work.owner, list);
	const failures: string[] = [];
	for (const [list, { error }] of broken) {
		const isNew = noteFailing(work.owner, list);
		if (!list.isFormer) failures.push(`${nameOfList(list)}: ${error.message}`);
		else if (isNew)
			warn(
				work,
				`what a former callback for ${nameOfList(list)} missed cannot be listed (${error.message}), and is not recovered unless a later round can list it.`,
			);
	}
	if (failures.length > 0) throw new UserError(failures.join('; '));
}

/**
 * Starts the workflow with the events that ECGrid says it could not deliver to this node, once each, marked
 * `recovered`, oldest first. It goes on until all are recovered, in rounds that are bounded in memory. An event counts
 * as recovered once n8n has stored its execution. What is not sure is left alone. Throws in the end when a list could not be read.
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
	// What waits for its content may be in a list that could not be read.
	const isKnown = work.hasContentCome || span.broken.size === 0;
	if (!work.isContentFailing && isKnown && !isStopped()) noteContents(owner);
	tellBroken(work, span);
}
