import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { nodeError, EcGridError, isNotFound } from '../transport/failure';
import { isRecord, read, readId, readText } from '../transport/record';
import { send } from '../transport/request';
import { BRIEF_PATIENCE } from '../transport/retry';

/** A parcel that waits in an inbox. */
export interface WaitingParcel {
	parcelId: number | string;
	/** As ECGrid lists it. */
	row: IDataObject;
}

/** Milliseconds for a list that n8n's start waits for. */
const QUICK = 5_000;
/** Milliseconds for any other. */
const LONGEST = 30_000;

const TIMES = ['created', 'receivedDate', 'createdOn'];

/** Oldest first: by time if every row has one, else by ID. */
function oldestFirst(parcels: WaitingParcel[]): WaitingParcel[] {
	const aged = parcels.map((parcel) => ({
		parcel,
		time: Date.parse(readText(parcel.row, ...TIMES) ?? ''),
		id: Number(parcel.parcelId),
	}));
	const dated = aged.every(({ time }) => !Number.isNaN(time));
	aged.sort((left, right) => (dated && left.time - right.time) || left.id - right.id);
	return aged.map(({ parcel }) => parcel);
}

/** What waits in a mailbox, as far as ECGrid lists it. */
export interface Waiting {
	/** Oldest first, each once. */
	parcels: WaitingParcel[];
	/** False when more waits than `parcels` has: rows are missing, or cannot be told apart. */
	isWhole: boolean;
	/** How many wait, where ECGrid says so and lists fewer. */
	cutFrom?: number;
}

/** What came in place of parcels: names of fields at most, no values. */
function shapeOf(data: unknown): string {
	if (isRecord(data))
		return `an object with the fields ${Object.keys(data).slice(0, 20).join(', ') || '(none)'}`;
	return Array.isArray(data) ? 'a list of something else' : String(data === null ? data : typeof data);
}

const isParcel = (row: unknown) => read(row, 'parcelId') !== undefined;

/** The rows of a list of parcels: an array, or that of an object's arrays which has parcels. Only an empty list is an empty inbox; anything else is thrown. */
function rowsIn(context: IPollFunctions, data: unknown): unknown[] {
	const lists = (isRecord(data) ? Object.values(data) : [data]).filter((value) => Array.isArray(value));
	const rows = lists.find((list) => list.some(isParcel));
	if (rows) return rows;
	if (lists.length > 0 && lists.every(({ length }) => length === 0)) return [];
	const [first] = lists.find(({ length }) => length > 0) ?? [];
	const shape = isRecord(first) ? `a list of ${shapeOf(first)}` : shapeOf(data);
	throw nodeError(
		context,
		`ECGrid answered with ${shape} where a list of parcels with their IDs was expected`,
		{ description: 'Nothing was handed out, and nothing changed.' },
	);
}

/** The parcels that wait in a mailbox. A list that is not one, or has nothing readable in it, is thrown as an error: only an empty list is an empty inbox. `within`: milliseconds. Page: rest-api/parcels/pending-inbox-list. */
export async function waitingIn(
	context: IPollFunctions,
	mailboxId: number | undefined,
	{ isQuick = false, within = Infinity } = {},
): Promise<Waiting> {
	const data = await send(context, {
		method: 'POST',
		path: '/v2/parcels/pending-inbox-list',
		body: mailboxId === undefined ? {} : { mailboxId },
		repeatable: true,
		...(isQuick
			? { timeout: QUICK, patience: 0 }
			: { timeout: Math.min(within, LONGEST), patience: Math.min(within / 2, BRIEF_PATIENCE) }),
	}).catch((error: unknown) => {
		throw mailboxId !== undefined && error instanceof EcGridError && isNotFound(error)
			? nodeError(
					context,
					`ECGrid knows no mailbox ${mailboxId}, or this API key may not see it. Choose another one under Mailbox. (${error.errorCode})`,
				)
			: error;
	});
	const rows = rowsIn(context, data);
	const parcels = new Map<string, WaitingParcel>();
	let isWhole = true;
	for (const row of rows) {
		const parcelId = readId(row, 'parcelId');
		if (parcelId === undefined || !isRecord(row)) {
			isWhole = false;
			context.logger.warn(
				`ECGrid Inbox Trigger: ECGrid lists a parcel (${readText(row, 'fileName') ?? 'without a file name'}) without an ID, or with one that is too big for n8n to hold exactly. It is left out.`,
			);
		} else if (!parcels.has(String(parcelId))) parcels.set(String(parcelId), { parcelId, row });
	}
	const told = Number(read(data, 'totalRecords') ?? NaN);
	const cutFrom = told > rows.length ? told : undefined;
	return {
		parcels: oldestFirst([...parcels.values()]),
		isWhole: isWhole && cutFrom === undefined,
		...(cutFrom !== undefined && { cutFrom }),
	};
}

/** What the workflow gets of a parcel: what every reader wants under one set of names, then the row as ECGrid sent it. Absent fields were not in the row. */
export function jsonOf({ parcelId, row }: WaitingParcel, more: IDataObject = {}): IDataObject {
	const bytes = Number(read(row, 'bytes', 'size') ?? NaN);
	const fields = {
		parcelId,
		mailboxId: readId(row, 'mailboxId'),
		networkId: readId(row, 'networkId'),
		ecGridIdFrom: readId(row, 'ecGridIdFrom', 'fromECGridId'),
		ecGridIdTo: readId(row, 'ecGridIdTo', 'toECGridId'),
		fileName: readText(row, 'fileName'),
		bytes: Number.isNaN(bytes) ? undefined : bytes,
		status: readText(row, 'status'),
		created: readText(row, ...TIMES),
	};
	return {
		...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
		...more,
		payload: row,
	};
}
