import type { FunctionsBase, IDataObject } from 'n8n-workflow';

import { isRecord } from '../transport/record';
import { CLOCK_SKEW_MS } from '../transport/time';
import { addressOfUrl, isAtAddress } from './address';
import { nodeFingerprint, type NodeContext } from '../runtime/nodeFingerprint';
import type { Authentication, Scope } from './settings';
import { DAY_SECONDS, entryOf, writeEntry } from '../runtime/staticData';
import type { DesiredRegistration } from './desiredRegistration';

/** What a callback is known by. */
interface Identified {
	callbackId: number;
	/** The origin of the ECGrid that has it, whose ID this is; absent in what an earlier version stored. */
	ecGrid?: string;
}

/** A callback that a trigger node registered. */
export interface StoredCallback extends Identified, Scope {
	url: string;
	event: string;
	/** Whether ECGrid calls its ID `callBackQueueId`. */
	isQueueId?: boolean;
	/** Whose it is: see `nodeFingerprint`. */
	owner: string;
	authentication: Authentication;
	/** By which the login that ECGrid was given is recognised; absent without authentication. */
	verifier?: string;
}

/** A callback that a trigger node had. What ECGrid could not deliver for it is still looked for. */
interface FormerCallback extends Identified {
	event: string;
	/** What it was limited to; absent: no limit. */
	mailboxId?: number;
	/** Epoch milliseconds at which it ended, or another took its place; absent as long as none has. */
	until?: number;
}

/** What a node knows of its callbacks. The same shape is kept in n8n's static data and in the memory of the process. */
interface Registration {
	callbacks: StoredCallback[];
	former: FormerCallback[];
}

/** What only the process knows. */
interface Known extends Registration {
	/** Callbacks that are gone, or that are not this node's any more: what n8n has stored may still name them. */
	ended: Identified[];
	/** The webhook URL that a hook of n8n saw last. */
	address?: string;
	/** Addresses whose callbacks n8n has had removed: a schedule that has not heard of it yet must not bring them back. */
	unregistered: Set<string>;
	/** What should be registered and could not be, so that the schedule has to make it. */
	incomplete?: string;
	/** Events whose callback was replaced because ECGrid would not set it right, and callbacks that are left as they are. */
	noted: Set<string>;
}

type StaticDataContext = NodeContext & Pick<FunctionsBase, 'getWorkflowStaticData' | 'getMode'>;

const WEEK_MS = 7 * 24 * 60 * 60_000;
const MAX_FORMER = 200;

const knownByNode = new Map<string, Known>();

const isTestRun = (context: StaticDataContext) => context.getMode?.() === 'manual';

/** What this process knows of a node. Listening for a test event is a registration of its own. */
function knownOf(context: StaticDataContext): Known {
	const key = `${nodeFingerprint(context)}${isTestRun(context) ? ' test' : ''}`;
	const known = knownByNode.get(key) ?? {
		callbacks: [],
		former: [],
		ended: [],
		unregistered: new Set(),
		noted: new Set(),
	};
	knownByNode.set(key, known);
	return known;
}

/** n8n keeps static data of a node under its name, and a renamed node would find none: this is kept under the node's ID. */
const keyOf = (context: StaticDataContext) =>
	`ecGridTrigger:${context.getNode().id}${isTestRun(context) ? ':test' : ''}`;

/** What n8n has stored for this very node. What came along with a copied or imported workflow is left out: it may be someone else's. */
export function storedData(context: StaticDataContext): IDataObject {
	const owner = nodeFingerprint(context);
	const stored = context.getWorkflowStaticData('global')[keyOf(context)];
	if (isRecord(stored) && stored.owner === owner) return stored;
	if (isTestRun(context)) return { owner };
	// Where version 0.1 kept it.
	const { callbacks, recovered } = context.getWorkflowStaticData('node');
	return { owner, callbacks, recovered };
}

const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);

/** Changes what n8n stores for this node. n8n saves it after a hook, and when the trigger starts the workflow; a test run's it never saves. */
export function changeStoredData(context: StaticDataContext, changes: IDataObject): void {
	const key = keyOf(context);
	const before = (!isTestRun(context) && entryOf(context, key)) || storedData(context);
	const data = Object.fromEntries(
		Object.entries({ ...before, ...changes }).filter(([, value]) => !isEmpty(value)),
	);
	if (isTestRun(context)) {
		context.getWorkflowStaticData('global')[key] = data;
		return;
	}
	// Former callbacks matter for a week, and what was recovered for a day more.
	const neededUntil = data.callbacks ? undefined : Math.ceil((Date.now() + WEEK_MS) / 1000) + DAY_SECONDS;
	writeEntry(context, key, data, neededUntil);
	const former = context.getWorkflowStaticData('node');
	delete former.callbacks;
	delete former.recovered;
}

const isStoredCallback = (value: unknown): value is StoredCallback =>
	isRecord(value) &&
	typeof value.callbackId === 'number' &&
	typeof value.url === 'string' &&
	typeof value.event === 'string';

const isFormer = (value: unknown): value is FormerCallback =>
	isRecord(value) && typeof value.callbackId === 'number';

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Whether a callback is among others. One without an ECGrid may be of any. */
const isAmong = (callbacks: Identified[], { callbackId, ecGrid }: Identified): boolean =>
	callbacks.some(
		(other) => other.callbackId === callbackId && (other.ecGrid ?? ecGrid) === (ecGrid ?? other.ecGrid),
	);

/** Of several that are the same, the first. */
const unique = <T extends Identified>(callbacks: T[]): T[] =>
	callbacks.filter((callback, index) => !isAmong(callbacks.slice(0, index), callback));

/**
 * The callbacks of this very node, at any address: what this process knows, and what n8n has stored. n8n saves neither
 * what a schedule changed nor what another trigger of the workflow overwrote, and another process knows nothing of this one.
 */
export function callbacksOf(context: StaticDataContext): StoredCallback[] {
	const owner = nodeFingerprint(context);
	const { callbacks, ended } = knownOf(context);
	const stored = listOf(storedData(context).callbacks)
		.filter(isStoredCallback)
		.filter((callback) => callback.owner === owner && !isAmong(ended, callback));
	return unique([...callbacks, ...stored]).sort((left, right) => left.callbackId - right.callbackId);
}

/** Those of them that are registered at an address. */
export const callbacksAt = (context: StaticDataContext, address: string): StoredCallback[] =>
	callbacksOf(context).filter(({ url }) => isAtAddress(address, url));

function formerOf(context: StaticDataContext): FormerCallback[] {
	const { former } = knownOf(context);
	const stored = listOf(storedData(context).former).filter(isFormer);
	const since = Date.now() - WEEK_MS;
	return unique([...former, ...stored])
		.filter(({ until = Infinity }) => until >= since)
		.slice(-MAX_FORMER);
}

/**
 * Sets which callbacks this node has from now on. Those that it had and are not among them are former ones: until now,
 * or, with `isOpen`, until another callback for their event takes their place.
 */
export function setCallbacks(
	context: StaticDataContext,
	callbacks: StoredCallback[],
	{ isOpen = false } = {},
): void {
	const known = knownOf(context);
	const now = Date.now();
	const isOver = (callback: Identified) => !isAmong(callbacks, callback);
	const ended = callbacksOf(context).filter(isOver);
	known.ended = unique([...known.ended, ...ended]).filter(isOver);
	const former = [
		...formerOf(context).filter(isOver),
		...ended.map(({ callbackId, event, ecGrid, mailboxId }) => ({
			callbackId,
			event,
			ecGrid,
			mailboxId,
			until: isOpen ? undefined : now,
		})),
	].map((each) => {
		const isReplaced = each.until === undefined && callbacks.some(({ event }) => event === each.event);
		return isReplaced ? { ...each, until: now } : each;
	});
	known.callbacks = callbacks;
	known.former = former;
	changeStoredData(context, { callbacks, former } as unknown as IDataObject);
}

const isWith =
	(ecGrid: string) =>
	(callback: { ecGrid?: string }): boolean =>
		(callback.ecGrid ?? ecGrid) === ecGrid;

/** The callbacks that this node had at an ECGrid in the last seven days. */
export const formerAt = (context: StaticDataContext, ecGrid: string): FormerCallback[] =>
	formerOf(context).filter(isWith(ecGrid));

/**
 * Whether a callback of an ECGrid was this node's when something happened (epoch milliseconds): one that it has, or
 * one that it had in the last seven days, at the time.
 */
export function inForce(
	context: StaticDataContext,
	ecGrid: string,
): (callbackId: unknown, at: number) => boolean {
	const current = new Set<unknown>(
		callbacksOf(context)
			.filter(isWith(ecGrid))
			.map(({ callbackId }) => callbackId),
	);
	const former = new Map<unknown, number>(
		formerAt(context, ecGrid).map(({ callbackId, until = Infinity }) => [callbackId, until]),
	);
	return (callbackId, at) =>
		current.has(callbackId) || at <= (former.get(callbackId) ?? -Infinity) + CLOCK_SKEW_MS;
}

/** Whether this node has, or lately had, a callback. */
export const hadCallbacks = (context: StaticDataContext): boolean =>
	callbacksOf(context).length > 0 || formerOf(context).length > 0;

/** Notes that n8n has this node registered at an address, or wants it to be. */
export function noteRegistering(context: StaticDataContext, address: string): void {
	const known = knownOf(context);
	known.address = address;
	known.unregistered.delete(address);
}

/** Notes that n8n wants nothing registered at an address any more. */
export function noteUnregistered(context: StaticDataContext, address: string): void {
	const known = knownOf(context);
	known.unregistered.add(address);
	known.incomplete = undefined;
	known.noted.clear();
}

/**
 * The address at which a running trigger should be registered: what a hook of n8n saw last, and where none has run in
 * this process, what is stored. `undefined`: none, or n8n has had its callbacks removed.
 */
export function registeredAddress(context: StaticDataContext): string | undefined {
	const [first] = callbacksOf(context);
	const { address = first && addressOfUrl(first.url), unregistered } = knownOf(context);
	return address === undefined || unregistered.has(address) ? undefined : address;
}

/** Whether something that should be registered could not be: anything, or just this. */
export function isIncomplete(context: StaticDataContext, wanted?: DesiredRegistration): boolean {
	const { incomplete } = knownOf(context);
	return wanted ? incomplete === JSON.stringify(wanted) : incomplete !== undefined;
}

/** Notes what should be registered and could not be; undefined: everything is. */
export function setIncomplete(context: StaticDataContext, wanted: DesiredRegistration | undefined): void {
	knownOf(context).incomplete = wanted && JSON.stringify(wanted);
}

/** Whether this is the first time that this is noted, in this process and since the last publication. */
export function isFirstTime(context: StaticDataContext, what: string): boolean {
	const { noted } = knownOf(context);
	const isFirst = !noted.has(what);
	noted.add(what);
	return isFirst;
}

/** Forgets what was noted: when it happens again, that is the first time. */
export function forgetNoted(context: StaticDataContext, ...what: string[]): void {
	for (const each of what) knownOf(context).noted.delete(each);
}
