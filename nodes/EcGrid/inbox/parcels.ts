import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { nodeError, EcGridError, isNotFound } from '../transport/failure';
import { rowsOf } from '../transport/pages';
import { read, readId, readText } from '../transport/record';
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

/** The parcels that wait in a mailbox, oldest first, each once. Page: rest-api/parcels/pending-inbox-list. */
export async function waitingIn(
	context: IPollFunctions,
	mailboxId: number | undefined,
	{ isQuick = false } = {},
): Promise<WaitingParcel[]> {
	const data = await send(context, {
		method: 'POST',
		path: '/v2/parcels/pending-inbox-list',
		body: mailboxId === undefined ? {} : { mailboxId },
		repeatable: true,
		...(isQuick ? { timeout: QUICK, patience: 0 } : { patience: BRIEF_PATIENCE }),
	}).catch((error: unknown) => {
		throw mailboxId !== undefined && error instanceof EcGridError && isNotFound(error)
			? nodeError(
					context,
					`ECGrid knows no mailbox ${mailboxId}, or this API key may not see it. Choose another one under Mailbox. (${error.errorCode})`,
				)
			: error;
	});
	const parcels = new Map<string, WaitingParcel>();
	for (const row of rowsOf(data)) {
		const parcelId = readId(row, 'parcelId');
		if (parcelId === undefined) {
			context.logger.warn(
				`ECGrid Inbox Trigger: ECGrid lists a parcel (${readText(row, 'fileName') ?? 'without a file name'}) without an ID, or with one that is too big for n8n to hold exactly. It is left out.`,
			);
		} else if (!parcels.has(String(parcelId))) parcels.set(String(parcelId), { parcelId, row });
	}
	return oldestFirst([...parcels.values()]);
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
