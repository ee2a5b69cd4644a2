import type { FunctionsBase, IDataObject } from 'n8n-workflow';

import { isRecord } from '../transport/record';
import { CLOCK_SKEW_MS } from '../transport/time';
import { addressOfUrl, isAtAddress } from './address';
import { nodeFingerprint, type NodeContext } from '../runtime/nodeFingerprint';
import type { Authentication, Scope } from './settings';
import { DAY_SECONDS, entryOf, writeEntry } from '../runtime/staticData';
import type { DesiredRegistration } from './desiredRegistration';

/** The identity of a callback. */
interface Identified {
	callbackId: number;
	/** The origin of the ECGrid that issued the ID; absent if an earlier version stored the callback. */
	ecGrid?: string;
}

/** A callback that a trigger node registered. */
export interface StoredCallback extends Identified, Scope {
	url: string;
	event: string;
	/** Whether ECGrid calls its ID `callBackQueueId`. */
	isQueueId?: boolean;
	/** The node that it belongs to: see `nodeFingerprint`. */
	owner: string;
	authentication: Authentication;
	/** Identifies the login that ECGrid has; absent without authentication. */
	verifier?: string;
}

/** A former callback of a trigger node. The catch-up still looks for its missed events. */
interface FormerCallback extends Identified {
	event: string;
	/** The mailbox that it was limited to; absent for no limit. */
	mailboxId?: number;
	/** When it ended or was replaced, in epoch milliseconds; absent until then. */
	until?: number;
}

/** A node's callbacks. n8n's static data and the memory of the process have the same shape. */
interface Registration {
	callbacks: StoredCallback[];
	former: FormerCallback[];
}

/** The state that only this process knows. */
interface Known extends Registration {
	/** Callbacks that are gone, or no longer this node's. n8n's stored data may still contain them. */
	ended: Identified[];
	/** The webhook URL that a hook of n8n last saw. */
	address?: string;
	/** Addresses whose callbacks n8n has had removed. A schedule that doesn't know yet must not create them again. */
	unregistered: Set<string>;
	/** The desired registration that failed, so that the schedule has to complete it. */
	incomplete?: string;
	/**
	 * Events whose callback was replaced because ECGrid refused to repair it, and callbacks that are left as they are.
	 */
	noted: Set<string>;
}

type StaticDataContext = NodeContext & Pick<FunctionsBase, 'getWorkflowStaticData' | 'getMode'>;

const WEEK_MS = 7 * 24 * 60 * 60_000;
const MAX_FORMER = 200;

const knownByNode = new Map<string, Known>();

const newKnown = (): Known => ({
	callbacks: [],
	former: [],
	ended: [],
	unregistered: new Set(),
	noted: new Set(),
});

const isTestRun = (context: StaticDataContext) => context.getMode?.() === 'manual';

const testKeyOf = (context: StaticDataContext) => `${nodeFingerprint(context)} test`;

/** This process's knowledge of a node. Listening for a test event is a separate registration. */
function knownOf(context: StaticDataContext): Known {
	const key = isTestRun(context) ? testKeyOf(context) : nodeFingerprint(context);
	const known = knownByNode.get(key) ?? newKnown();
	knownByNode.set(key, known);
	return known;
}

/**
 * The key of a node's entry. It contains the node's ID: n8n keeps static data of a node under its name, so a renamed
 * node would find none.
 */
const keyOf = (context: StaticDataContext) =>
	`ecGridTrigger:${context.getNode().id}${isTestRun(context) ? ':test' : ''}`;

/**
 * The data that n8n has stored for this very node. Data that came with a copied or imported workflow is left out: it
 * may be somebody else's.
 */
export function storedData(context: StaticDataContext): IDataObject {
	const owner = nodeFingerprint(context);
	const stored = context.getWorkflowStaticData('global')[keyOf(context)];
	if (isRecord(stored) && stored.owner === owner) return stored;
	if (isTestRun(context)) return { owner };
	// Version 0.1 kept it here.
	const { callbacks, recovered } = context.getWorkflowStaticData('node');
	return { owner, callbacks, recovered };
}

const isEmpty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);

/**
 * Changes the data that n8n stores for this node. n8n saves it after a hook, and when the trigger starts the workflow.
 * It never saves that of a test run.
 */
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
	// Former callbacks matter for a week, and recovered events for one day longer.
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

/** Whether a callback is among others. One without an ECGrid may belong to any. */
const isAmong = (callbacks: Identified[], { callbackId, ecGrid }: Identified): boolean =>
	callbacks.some(
		(other) => other.callbackId === callbackId && (other.ecGrid ?? ecGrid) === (ecGrid ?? other.ecGrid),
	);

/** Removes duplicates, and keeps the first of each. */
const unique = <T extends Identified>(callbacks: T[]): T[] =>
	callbacks.filter((callback, index) => !isAmong(callbacks.slice(0, index), callback));

/**
 * The callbacks of this very node, at any address: those that this process knows, and those that n8n has stored. n8n
 * doesn't save what a schedule changed, or what another trigger of the workflow overwrote. And another process doesn't
 * know what this one knows.
 */
export function callbacksOf(context: StaticDataContext): StoredCallback[] {
	const owner = nodeFingerprint(context);
	const { callbacks, ended } = knownOf(context);
	const stored = listOf(storedData(context).callbacks)
		.filter(isStoredCallback)
		.filter((callback) => callback.owner === owner && !isAmong(ended, callback));
	return unique([...callbacks, ...stored]).sort((left, right) => left.callbackId - right.callbackId);
}

/** The callbacks of this very node at an address. */
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
 * Sets the callbacks that this node has from now on. Its other callbacks become former ones: in force until now or,
 * with `isOpen`, until another callback for their event replaces them.
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
 * Returns a function that says whether a callback of an ECGrid was this node's at a time (epoch milliseconds): one that
 * it has now, or one of the last seven days that it had at that time.
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

/** Whether this node has, or recently had, a callback. */
export const hadCallbacks = (context: StaticDataContext): boolean =>
	callbacksOf(context).length > 0 || formerOf(context).length > 0;

/** Notes that n8n has this node registered at an address, or wants it to be. */
export function noteRegistering(context: StaticDataContext, address: string): void {
	const known = knownOf(context);
	known.address = address;
	known.unregistered.delete(address);
}

/** Notes that n8n no longer wants anything registered at an address. */
export function noteUnregistered(context: StaticDataContext, address: string): void {
	const known = knownOf(context);
	known.unregistered.add(address);
	known.incomplete = undefined;
	known.noted.clear();
}

/**
 * The address at which a running trigger should be registered: the one that a hook of n8n last saw or, if none has run
 * in this process, the stored one. `undefined` if there is none, or n8n has had its callbacks removed.
 */
export function registeredAddress(context: StaticDataContext): string | undefined {
	const [first] = callbacksOf(context);
	const { address = first && addressOfUrl(first.url), unregistered } = knownOf(context);
	return address === undefined || unregistered.has(address) ? undefined : address;
}

/** The test URL at which n8n last listened for a test event of this node, if this process did, and whether it still does. */
export function listeningTest(context: StaticDataContext): { address?: string; isListening: boolean } {
	const { address, unregistered } = knownByNode.get(testKeyOf(context)) ?? newKnown();
	return { address, isListening: address !== undefined && !unregistered.has(address) };
}

/**
 * Whether a hook of n8n is about the test URL. n8n's mode says so, except when listening ends: then only the workflow of
 * a published trigger is active. What this process remembers doesn't count: another one may have begun the test.
 */
export const isOfTest = (context: StaticDataContext): boolean =>
	isTestRun(context) || !context.getWorkflow().active;

/** Whether a registration failed: any, or exactly this one. */
export function isIncomplete(context: StaticDataContext, desired?: DesiredRegistration): boolean {
	const { incomplete } = knownOf(context);
	return desired ? incomplete === JSON.stringify(desired) : incomplete !== undefined;
}

/** Notes a desired registration that failed; undefined if everything is registered. */
export function setIncomplete(context: StaticDataContext, desired: DesiredRegistration | undefined): void {
	knownOf(context).incomplete = desired && JSON.stringify(desired);
}

/** Whether this is the first time that this is noted, in this process and since the last publication. */
export function isFirstTime(context: StaticDataContext, what: string): boolean {
	const { noted } = knownOf(context);
	const isFirst = !noted.has(what);
	noted.add(what);
	return isFirst;
}

/** Forgets what was noted, so that it counts as the first time again. */
export function forgetNoted(context: StaticDataContext, ...what: string[]): void {
	for (const each of what) knownOf(context).noted.delete(each);
}
