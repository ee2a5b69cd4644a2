import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { isRecord } from '../transport/record';
import { nodeFingerprint } from '../runtime/nodeFingerprint';
import { setBounded } from '../runtime/boundedMap';
import { entryOf, writeEntry } from '../runtime/staticData';
import { mergedBaseline, type Baseline } from './baseline';
import { mergedLeases, type Lease, type Leases } from './leases';
import { limits } from './settings';

/** What an inbox trigger remembers from poll to poll. */
interface Remembered {
	leases: Leases;
	/** Undefined as long as the trigger has handed out everything from its beginning. */
	baseline?: Baseline;
}

/** The same, with the ECGrid that it is about: see `ecGridOf`. */
export interface Memory extends Remembered {
	ecGrid: string;
}

/** The memory as n8n stores it: numbers only, because it is read and written with the whole workflow. */
interface Stored {
	/** Whose it is: see `nodeFingerprint`. */
	owner: string;
	/** Parcel ID to the second since 1970 at which it was handed out last. */
	handedOut: Record<string, number>;
	/** How often, for those that were handed out more than once. */
	times?: Record<string, number>;
	leftAlone?: { version: number; mailbox?: number | 'own'; ids: string[] };
}

/** What this process remembers of a trigger, besides what n8n stores. */
interface Known {
	/** The leases before the last poll, of which it is not known yet whether n8n took what it handed out. */
	before: Leases;
	latest: Remembered;
}

/** By `placeOf`, the one that polled last at the end. */
const known = new Map<string, Known>();

const LONGEST_LEASE_SECONDS = limits.retryAfterMinutes.max * 60;

const NOTHING: Remembered = { leases: new Map() };

/** n8n keeps static data of a node under its name, and a renamed node would find none: this is kept under the node's ID. */
const keyOf = (context: IPollFunctions) => `ecGridInbox:${context.getNode().id}`;
/** The same in the cursor of the node. */
const CURSOR_KEY = 'inbox';
/** What was kept before without an ECGrid counts at the present one. */
const at = (ecGrid: string, key: string) => `${key} ${ecGrid}`;

/** What no other trigger has at no other ECGrid. */
export const placeOf = (context: IPollFunctions, ecGrid: string) => `${nodeFingerprint(context)} ${ecGrid}`;

/** With its durable poll cursors, n8n gives a poll a plain copy of the cursor as the node's static data, and stores it in one step with the execution; without them, an object that watches for changes. */
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

/** The memory in an entry of the static data. What came along with a copied or imported workflow does not count. */
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
 * What this very node remembers of an ECGrid: what this process knows of it, and what n8n stored, which may be older: n8n
 * stores the static data of a workflow as a whole, and whoever holds an older copy writes it over a newer one. In a new
 * activation, what the last poll handed out counts only if it was stored: n8n drops the outcome of a poll during which
 * a workflow was switched off.
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

/** When nobody needs this any more, in seconds since 1970: no lease is longer than a week. What is left alone is needed as long as it waits. */
const neededUntil = ({ leases, baseline }: Remembered): number | undefined =>
	baseline
		? undefined
		: [...leases.values()].reduce((last, { since }) => Math.max(last, since), 0) + LONGEST_LEASE_SECONDS;

/** Remembers exactly this, in place of what `recall` gave. n8n stores it when the poll hands something out, and after the poll of an activation. */
export function remember(context: IPollFunctions, before: Memory, { ecGrid, ...latest }: Memory): void {
	const owner = nodeFingerprint(context);
	setBounded(known, placeOf(context, ecGrid), { before: before.leases, latest });

	const cursor = cursorOf(context);
	if (cursor) {
		cursor[at(ecGrid, CURSOR_KEY)] = storedForm(latest, owner);
		delete cursor[CURSOR_KEY];
	}
	const key = at(ecGrid, keyOf(context));
	// Leases belong to the cursor then; but n8n does not store it after the first poll, if that hands out nothing.
	const { leases } = cursor ? memoryIn(entryOf(context, key), owner) : latest;
	const stored = { ...latest, leases };
	writeEntry(context, key, storedForm(stored, owner), neededUntil(stored));
	delete context.getWorkflowStaticData('global')[keyOf(context)];
}
