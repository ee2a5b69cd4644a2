import { deepCopy, type FunctionsBase, type IDataObject } from 'n8n-workflow';

import { isRecord } from '../transport/record';
import { nodeFingerprint, type NodeContext } from './nodeFingerprint';
import { setBounded } from './boundedMap';

type StaticDataContext = NodeContext & Pick<FunctionsBase, 'getWorkflowStaticData'>;

/**
 * What a node keeps in the global static data of its workflow. n8n stores that as a whole, and each activation has its
 * own copy: whoever saves an older one writes it over what others have saved since. So each entry says how old it is.
 */
interface Entry extends IDataObject {
	/** Whose it is: see `nodeFingerprint`. */
	owner: string;
	/** Seconds since 1970 at which it was changed last, but always more than before, whatever the clock says. */
	changed: number;
	/** Seconds since 1970 from which on nobody needs it, not even its node; absent where that cannot be said. */
	neededUntil?: number;
}

/** An entry as this process wrote it last. */
interface Written {
	/** Which n8n and workflow it is in. */
	workflow: string;
	key: string;
	entry: Entry;
}

const written = new Map<string, Written>();

/** What each of the package's entries begins with. */
const OURS = /^ecGrid(Trigger|Inbox):/;
export const DAY_SECONDS = 24 * 60 * 60;
/** Days for which the ID of a recovered event is kept, counted from the day of the event: one more than events are looked for. */
export const RETENTION_DAYS = 8;

const secondsNow = () => Math.floor(Date.now() / 1000);

const workflowOf = (context: NodeContext) =>
	JSON.stringify([context.getInstanceId(), context.getWorkflow().id]);

const placeOf = (context: NodeContext, key: string) => `${workflowOf(context)} ${key}`;

/** An entry, if it is that of this owner: one that came along with a copied or imported workflow is not. */
const entryIn = (data: IDataObject, key: string, owner: string): Entry | undefined => {
	const entry = data[key];
	return isRecord(entry) && entry.owner === owner ? (entry as Entry) : undefined;
};

/** Versions of this package before entries were dated wrote none. */
const changedIn = (entry: Entry | undefined): number =>
	typeof entry?.changed === 'number' ? entry.changed : 0;

const isOlder = (entry: Entry | undefined, than: Entry | undefined) => changedIn(entry) < changedIn(than);

/** This very node's entry: as n8n has stored it, or as this process wrote it, if that is newer. */
export function entryOf(context: StaticDataContext, key: string): Entry | undefined {
	const stored = entryIn(context.getWorkflowStaticData('global'), key, nodeFingerprint(context));
	const own = written.get(placeOf(context, key))?.entry;
	return isOlder(stored, own) ? own : stored;
}

/** An entry as it is to be stored. What changes nothing is no newer than what is there. */
function dated(before: Entry | undefined, values: IDataObject, now: number): Entry {
	const unchanged = { ...values, changed: before?.changed, neededUntil: before?.neededUntil };
	if (before && JSON.stringify(unchanged) === JSON.stringify(before)) return before;
	const entry = { ...values, changed: Math.max(now, changedIn(before) + 1) };
	return JSON.parse(JSON.stringify(entry)) as Entry;
}

/** Brings what the other nodes of this package keep in the workflow to what this process knows of them. */
function bringOthersUpToDate(data: IDataObject, workflow: string, self: string): void {
	for (const { key, entry, ...other } of written.values()) {
		if (other.workflow !== workflow || key === self) continue;
		if (isOlder(entryIn(data, key, entry.owner), entry)) data[key] = deepCopy(entry);
	}
}

/** Removes what no node needs any more, such as what was kept for a node that is gone. */
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
 * Writes this node's entry, without what is undefined. Everything that the package keeps in static data is written
 * here, so that whatever copy is saved holds nothing older of the other nodes than this process knows.
 * `neededUntil`: see `Entry`.
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
