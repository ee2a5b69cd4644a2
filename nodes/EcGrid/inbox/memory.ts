import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { isRecord } from '../transport/record';
import { ownerOf } from '../trigger/login';
import type { Lease, Leases } from './leases';

/** What an inbox trigger remembers from poll to poll. */
export interface Memory {
	leases: Leases;
	/** Parcels that waited in a mailbox when the trigger began there with what arrives from then on. */
	leftAlone?: LeftAlone;
}

export interface LeftAlone {
	/** `own` for that of the API key's user. */
	mailbox: number | 'own';
	/** Those of them that were listed ever since. */
	ids: ReadonlySet<string>;
}

/** The memory as n8n stores it: numbers only, because it is read and written with the whole workflow. */
interface Stored {
	/** Whose it is: see `ownerOf`. */
	owner: string;
	/** Parcel ID to the second since 1970 at which it was handed out last. */
	handedOut: Record<string, number>;
	/** How often, for those that were handed out more than once. */
	times?: Record<string, number>;
	leftAlone?: { mailbox: number | 'own'; ids: string[] };
}

/** n8n keeps static data of a node under its name, and a renamed node would find none: this is kept under the node's ID. */
const keyOf = (context: IPollFunctions) => `ecGridInbox:${context.getNode().id}`;

const numbersIn = (value: unknown): Array<[string, number]> =>
	Object.entries(isRecord(value) ? value : {}).filter(
		(entry): entry is [string, number] => typeof entry[1] === 'number',
	);

/** What this very node remembers. What came along with a copied or imported workflow does not count. */
export function recall(context: IPollFunctions): Memory {
	const stored = context.getWorkflowStaticData('global')[keyOf(context)];
	if (!isRecord(stored) || stored.owner !== ownerOf(context)) return { leases: new Map() };
	const times = new Map(numbersIn(stored.times));
	const leases = new Map(
		numbersIn(stored.handedOut).map(([id, since]): [string, Lease] => [
			id,
			{ since, times: times.get(id) ?? 1 },
		]),
	);
	const { leftAlone } = stored as IDataObject & Stored;
	return {
		leases,
		leftAlone: leftAlone && { mailbox: leftAlone.mailbox, ids: new Set(leftAlone.ids) },
	};
}

/** Remembers exactly this. n8n saves it when the poll hands something out, and after the poll of an activation. */
export function remember(context: IPollFunctions, { leases, leftAlone }: Memory): void {
	const repeated = [...leases].filter(([, { times }]) => times > 1);
	const stored: Stored = {
		owner: ownerOf(context),
		handedOut: Object.fromEntries([...leases].map(([id, { since }]) => [id, since])),
		...(repeated.length > 0 && { times: Object.fromEntries(repeated.map(([id, { times }]) => [id, times])) }),
		...(leftAlone && { leftAlone: { mailbox: leftAlone.mailbox, ids: [...leftAlone.ids] } }),
	};
	context.getWorkflowStaticData('global')[keyOf(context)] = stored as unknown as IDataObject;
}
