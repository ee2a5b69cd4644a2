import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { nodeError, EcGridError, isNotFound } from '../transport/failure';
import { rowsOf, UnreadableList } from '../transport/pages';
import { firstSet, firstId, firstText, totalIn } from '../transport/record';
import { sendForContent } from '../transport/send';
import { SHORT_RETRY_BUDGET_MS } from '../transport/retry';
import { parseTime } from '../transport/time';
import { warn } from './warn';

/** A parcel that waits in an inbox. */
export interface WaitingParcel {
	parcelId: number | string;
	/** As ECGrid lists it. */
	row: IDataObject;
}

/** Milliseconds for a list that n8n's start waits for. */
const QUICK_TIMEOUT_MS = 5_000;
/** Milliseconds for any other. */
const LIST_TIMEOUT_MS = 30_000;

/** Under which names ECGrid lists when a parcel came. */
export const CREATED_FIELDS = ['created', 'receivedDate', 'createdOn'];

/** Oldest first: by time if every row has one, else by ID. */
function oldestFirst(parcels: WaitingParcel[]): WaitingParcel[] {
	const aged = parcels.map((parcel) => ({
		parcel,
		time: parseTime(firstText(parcel.row, ...CREATED_FIELDS)) ?? NaN,
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
	/** By ECGrid's clock, in epoch milliseconds, where its answer says so. */
	listedAt?: number;
}

/** The parcels that wait in a mailbox. What is no list of parcels is thrown as an error: only an empty list is an empty inbox. `within`: milliseconds. Page: rest-api/parcels/pending-inbox-list. */
export async function waitingIn(
	context: IPollFunctions,
	mailboxId: number | undefined,
	{ isQuick = false, within = Infinity } = {},
): Promise<Waiting> {
	const { data, total, respondedAt } = await sendForContent(context, {
		method: 'POST',
		path: '/v2/parcels/pending-inbox-list',
		body: mailboxId === undefined ? {} : { mailboxId },
		idempotent: true,
		...(isQuick
			? { timeoutMs: QUICK_TIMEOUT_MS, retryBudgetMs: 0 }
			: {
					timeoutMs: Math.min(within, LIST_TIMEOUT_MS),
					retryBudgetMs: Math.min(within / 2, SHORT_RETRY_BUDGET_MS),
				}),
	}).catch((error: unknown) => {
		throw mailboxId !== undefined && error instanceof EcGridError && isNotFound(error)
			? nodeError(
					context,
					`ECGrid knows no mailbox ${mailboxId}, or this API key may not see it. Choose another one under Mailbox. (${error.errorCode})`,
				)
			: error;
	});
	const told = totalIn(data) ?? total;
	const rows = rowsOf(data, told);
	if (rows.length > 0 && !rows.some((row) => firstSet(row, 'parcelId') !== undefined)) {
		throw new UnreadableList(
			'ECGrid sent a list that this node cannot read: its rows have no parcelId. Nothing was handed out, and nothing changed.',
		);
	}
	const parcels = new Map<string, WaitingParcel>();
	let isWhole = true;
	for (const row of rows) {
		const parcelId = firstId(row, 'parcelId');
		if (parcelId === undefined) {
			isWhole = false;
			warn(
				context,
				`ECGrid lists a parcel (${firstText(row, 'fileName') ?? 'without a file name'}) without an ID, or with one that is too big for n8n to hold exactly. It is left out.`,
			);
		} else if (!parcels.has(String(parcelId))) parcels.set(String(parcelId), { parcelId, row });
	}
	const cutFrom = told !== undefined && told > rows.length ? told : undefined;
	return {
		parcels: oldestFirst([...parcels.values()]),
		isWhole: isWhole && cutFrom === undefined,
		...(cutFrom !== undefined && { cutFrom }),
		listedAt: respondedAt,
	};
}

/** What the workflow gets of a parcel: what every reader wants under one set of names, then the row as ECGrid sent it. Absent fields were not in the row. */
export function jsonOf({ parcelId, row }: WaitingParcel, more: IDataObject = {}): IDataObject {
	const bytes = Number(firstSet(row, 'bytes', 'size') ?? NaN);
	const fields = {
		parcelId,
		mailboxId: firstId(row, 'mailboxId'),
		networkId: firstId(row, 'networkId'),
		ecGridIdFrom: firstId(row, 'ecGridIdFrom', 'fromECGridId'),
		ecGridIdTo: firstId(row, 'ecGridIdTo', 'toECGridId'),
		fileName: firstText(row, 'fileName'),
		bytes: Number.isNaN(bytes) ? undefined : bytes,
		status: firstText(row, 'status'),
		created: firstText(row, ...CREATED_FIELDS),
	};
	return {
		...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
		...more,
		payload: row,
	};
}
