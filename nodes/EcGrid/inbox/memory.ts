import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { isRecord } from '../transport/record';
import { nodeFingerprint } from '../runtime/nodeFingerprint';
import { setBounded } from '../runtime/boundedMap';
import { entryOf, writeEntry } from '../runtime/staticData';
import { mergedBaseline, type Baseline } from './baseline';
import { mergedLeases, type Lease, type Leases } from './leases';
import { limits } from './settings';

/** An inbox trigger's memory from poll to poll. */
interface Remembered {
	leases: Leases;
	/** Undefined if the trigger has always handed out everything. */
	baseline?: Baseline;
}

/** The same, with the ECGrid that it belongs to: see `ecGridOf`. */
export interface Memory extends Remembered {
	ecGrid: string;
}

/** The memory as n8n stores it: compact, because n8n reads and writes it with the whole workflow. */
interface Stored {
	/** The node that it belongs to: see `nodeFingerprint`. */
	owner: string;
	/** By parcel ID, the epoch second at which it was last handed out. */
	handedOut: Record<string, number>;
	/** How many times, for parcels that were handed out more than once. */
	times?: Record<string, number>;
	leftAlone?: { version: number; mailbox?: number | 'own'; ids: string[] };
}

/** This process's memory of a trigger, in addition to what n8n stores. */
interface Known {
	/** The leases before the last poll: n8n may not have accepted what that poll handed out. */
	before: Leases;
	latest: Remembered;
}

/** By `placeOf`; the trigger that polled last is at the end. */
const known = new Map<string, Known>();

const LONGEST_LEASE_SECONDS = limits.retryAfterMinutes.max * 60;

const NOTHING: Remembered = { leases: new Map() };

/**
 * The key of a node's entry. It contains the node's ID: n8n keeps static data of a node under its name, so a renamed
 * node would find none.
 */
const keyOf = (context: IPollFunctions) => `ecGridInbox:${context.getNode().id}`;
/** The same in the cursor of the node. */
const CURSOR_KEY = 'inbox';
/** The key of an entry at an ECGrid. Entries from before, without an ECGrid, count at the current one. */
const at = (ecGrid: string, key: string) => `${key} ${ecGrid}`;

/** Identifies a trigger at an ECGrid. */
export const placeOf = (context: IPollFunctions, ecGrid: string) => `${nodeFingerprint(context)} ${ecGrid}`;

/**
 * The node's durable poll cursor, if n8n uses those. Then a poll gets a plain copy of the cursor as the node's static
 * data, and n8n stores it in one step with the execution. Otherwise it gets an object that observes changes.
 */
function cursorOf(context: IPollFunctions): IDataObject | undefined {
	const data = context.getWorkflowStaticData('node');
	return '__dataChanged' in data ? undefined : data;
}

const numbersIn = (value: unknown): Array<[string, number]> =>
	Object.entries(isRecord(value) ? value : {}).filter(
		(entry): entry is [string, number] => typeof entry[1] === 'number',
	);

function baselineIn(value: unknown): Baseline | undefined {
	if (!isRecord(value) || !Array.isArray(value.ids)) return undefined;
	const { version, mailbox, ids } = value;
	return {
		version: typeof version === 'number' ? version : 0,
		mailbox: typeof mailbox === 'number' || mailbox === 'own' ? mailbox : undefined,
		ids: new Set(ids.map(String)),
	};
}

/** The memory in a static data entry. One that came with a copied or imported workflow doesn't count. */
function memoryIn(stored: unknown, owner: string): Remembered {
	if (!isRecord(stored) || stored.owner !== owner) return NOTHING;
	const times = new Map(numbersIn(stored.times));
	const leases = new Map(
		numbersIn(stored.handedOut).map(([id, since]): [string, Lease] => [
			id,
			{ since, times: times.get(id) ?? 1 },
		]),
	);
	return { leases, baseline: baselineIn(stored.leftAlone) };
}

function storedForm({ leases, baseline }: Remembered, owner: string): IDataObject {
	const repeated = [...leases].filter(([, { times }]) => times > 1);
	const stored: Stored = {
		owner,
		handedOut: Object.fromEntries([...leases].map(([id, { since }]) => [id, since])),
		...(repeated.length > 0 && { times: Object.fromEntries(repeated.map(([id, { times }]) => [id, times])) }),
		...(baseline && { leftAlone: { ...baseline, ids: [...baseline.ids] } }),
	};
	return stored as unknown as IDataObject;
}

const merged = (copies: Remembered[]): Remembered =>
	copies.reduce((left, right) => ({
		leases: mergedLeases(left.leases, right.leases, Date.now()),
		baseline: mergedBaseline(left.baseline, right.baseline),
	}));

/**
 * This very node's memory of an ECGrid: what this process knows, merged with what n8n stored. The latter may be older:
 * n8n stores the static data of a workflow as a whole, so saving an older copy overwrites a newer one. In a new
 * activation, parcels that the last poll handed out count only if n8n stored that: n8n drops the result of a poll if
 * the workflow is switched off meanwhile.
 */
export function recall(
	context: IPollFunctions,
	ecGrid: string,
	{ isNewActivation }: { isNewActivation: boolean },
): Memory {
	const owner = nodeFingerprint(context);
	const own = known.get(placeOf(context, ecGrid));
	const ofProcess = own && { ...own.latest, leases: isNewActivation ? own.before : own.latest.leases };
	const data = context.getWorkflowStaticData('global');
	const cursor = cursorOf(context);
	const key = keyOf(context);
	const stored = [data[at(ecGrid, key)], data[key], cursor?.[at(ecGrid, CURSOR_KEY)], cursor?.[CURSOR_KEY]];
	return { ...merged([ofProcess ?? NOTHING, ...stored.map((entry) => memoryIn(entry, owner))]), ecGrid };
}

/**
 * The epoch second from which nobody needs this: no lease is longer than a week. A baseline is needed as long as its
 * parcels wait.
 */
const neededUntil = ({ leases, baseline }: Remembered): number | undefined =>
	baseline
		? undefined
		: [...leases.values()].reduce((last, { since }) => Math.max(last, since), 0) + LONGEST_LEASE_SECONDS;

/**
 * Replaces the memory that `recall` returned. n8n stores it when the poll hands something out, and after the first poll
 * of an activation.
 */
export function remember(context: IPollFunctions, before: Memory, { ecGrid, ...latest }: Memory): void {
	const owner = nodeFingerprint(context);
	setBounded(known, placeOf(context, ecGrid), { before: before.leases, latest });

	const cursor = cursorOf(context);
	if (cursor) {
		cursor[at(ecGrid, CURSOR_KEY)] = storedForm(latest, owner);
		delete cursor[CURSOR_KEY];
	}
	const key = at(ecGrid, keyOf(context));
	// Then the leases belong in the cursor. But n8n doesn't store the cursor after a first poll that hands out nothing.
	const { leases } = cursor ? memoryIn(entryOf(context, key), owner) : latest;
	const stored = { ...latest, leases };
	writeEntry(context, key, storedForm(stored, owner), neededUntil(stored));
	delete context.getWorkflowStaticData('global')[keyOf(context)];
}
