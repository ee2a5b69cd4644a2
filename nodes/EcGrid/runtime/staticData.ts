import { deepCopy, type FunctionsBase, type IDataObject } from 'n8n-workflow';

import { isRecord } from '../transport/record';
import { nodeFingerprint, type NodeContext } from './nodeFingerprint';
import { setBounded } from './boundedMap';

type StaticDataContext = NodeContext & Pick<FunctionsBase, 'getWorkflowStaticData'>;

/**
 * A node's entry in the global static data of its workflow. n8n stores that data as a whole, and each activation has
 * its own copy: saving an older copy overwrites what others have saved since. So each entry says how old it is.
 */
interface Entry extends IDataObject {
	/** The node that it belongs to: see `nodeFingerprint`. */
	owner: string;
	/** When it last changed, in epoch seconds. Always higher than before, whatever the clock says. */
	changed: number;
	/** The epoch second from which nobody needs it, not even its node; absent if that is unknown. */
	neededUntil?: number;
}

/** An entry as this process last wrote it. */
interface Written {
	/** The n8n and the workflow that it is in. */
	workflow: string;
	key: string;
	entry: Entry;
}

const written = new Map<string, Written>();

/** Matches the keys of this package's entries. */
const OURS = /^ecGrid(Trigger|Inbox):/;
export const DAY_SECONDS = 24 * 60 * 60;
/**
 * Days for which the ID of a recovered event is kept, from the day of the event: one more than the catch-up looks back.
 */
export const RETENTION_DAYS = 8;

const secondsNow = () => Math.floor(Date.now() / 1000);

const workflowOf = (context: NodeContext) =>
	JSON.stringify([context.getInstanceId(), context.getWorkflow().id]);

const placeOf = (context: NodeContext, key: string) => `${workflowOf(context)} ${key}`;

/** An entry, if it belongs to this owner. One that came with a copied or imported workflow doesn't. */
const entryIn = (data: IDataObject, key: string, owner: string): Entry | undefined => {
	const entry = data[key];
	return isRecord(entry) && entry.owner === owner ? (entry as Entry) : undefined;
};

/** When an entry last changed. Earlier versions of this package didn't record it. */
const changedIn = (entry: Entry | undefined): number =>
	typeof entry?.changed === 'number' ? entry.changed : 0;

const isOlder = (entry: Entry | undefined, than: Entry | undefined) => changedIn(entry) < changedIn(than);

/** This very node's entry: as n8n stored it, or as this process wrote it if that is newer. */
export function entryOf(context: StaticDataContext, key: string): Entry | undefined {
	const stored = entryIn(context.getWorkflowStaticData('global'), key, nodeFingerprint(context));
	const own = written.get(placeOf(context, key))?.entry;
	return isOlder(stored, own) ? own : stored;
}

/** An entry to store. If nothing changed, it keeps its date. */
function dated(before: Entry | undefined, values: IDataObject, now: number): Entry {
	const unchanged = { ...values, changed: before?.changed, neededUntil: before?.neededUntil };
	if (before && JSON.stringify(unchanged) === JSON.stringify(before)) return before;
	const entry = { ...values, changed: Math.max(now, changedIn(before) + 1) };
	return JSON.parse(JSON.stringify(entry)) as Entry;
}

/** Updates the entries of this package's other nodes in the workflow to what this process knows of them. */
function bringOthersUpToDate(data: IDataObject, workflow: string, self: string): void {
	for (const { key, entry, ...other } of written.values()) {
		if (other.workflow !== workflow || key === self) continue;
		if (isOlder(entryIn(data, key, entry.owner), entry)) data[key] = deepCopy(entry);
	}
}

/** Removes entries that nobody needs any more, such as those of deleted nodes. */
function dropVoid(data: IDataObject, self: string, now: number): void {
	for (const [key, entry] of Object.entries(data)) {
		if (!OURS.test(key) || !isRecord(entry)) continue;
		const { neededUntil, recovered } = entry;
		if (key !== self && typeof neededUntil === 'number' && neededUntil < now) delete data[key];
		const firstDay = Math.floor(now / DAY_SECONDS) - RETENTION_DAYS;
		for (const day of Object.keys(isRecord(recovered) ? recovered : {})) {
			if (Number(day) < firstDay) delete (recovered as IDataObject)[day];
		}
	}
}

/**
 * Writes this node's entry, without undefined values. The package writes static data only here, so that no copy that
 * n8n saves contains an entry of another node that is older than this process knows. `neededUntil`: see `Entry`.
 */
export function writeEntry(
	context: StaticDataContext,
	key: string,
	values: IDataObject,
	neededUntil?: number,
): void {
	const data = context.getWorkflowStaticData('global');
	const workflow = workflowOf(context);
	const now = secondsNow();
	const before = entryOf(context, key);
	const entry = dated(before, { ...values, owner: nodeFingerprint(context), neededUntil }, now);
	data[key] = entry;
	bringOthersUpToDate(data, workflow, key);
	dropVoid(data, key, now);
	setBounded(written, placeOf(context, key), { workflow, key, entry: deepCopy(entry) });
}
