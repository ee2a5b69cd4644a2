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

/** Milliseconds allowed for a list that the start of n8n waits for. */
const QUICK_TIMEOUT_MS = 5_000;
/** Milliseconds allowed for any other list. */
const LIST_TIMEOUT_MS = 30_000;

/** The fields in which ECGrid lists when a parcel arrived. */
export const CREATED_FIELDS = ['created', 'receivedDate', 'createdOn'];

/** Sorts parcels oldest first: by time if every row has one, otherwise by ID. */
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

/** The parcels that wait in a mailbox, as far as ECGrid lists them. */
export interface Waiting {
	/** Oldest first, each once. */
	parcels: WaitingParcel[];
	/** False if more parcels wait than `parcels` contains: rows are missing, or can't be told apart. */
	isWhole: boolean;
	/** How many wait, if ECGrid says so and lists fewer. */
	cutFrom?: number;
	/** By ECGrid's clock, in epoch milliseconds, if its response says so. */
	listedAt?: number;
}

/**
 * Returns the parcels that wait in a mailbox. Throws if the response isn't a list of parcels: only an empty list is an
 * empty inbox. `within`: milliseconds. Page: rest-api/parcels/pending-inbox-list.
 */
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
			? nodeError(context, `ECGrid doesn't know mailbox ${mailboxId}, or this API key may not see it`, {
					description: `Choose another mailbox under “Mailbox”. (${error.errorCode})`,
				})
			: error;
	});
	const told = totalIn(data) ?? total;
	const rows = rowsOf(data, told);
	if (rows.length > 0 && !rows.some((row) => firstSet(row, 'parcelId') !== undefined)) {
		throw new UnreadableList(
			"ECGrid sent a list that this node can't read: its rows have no parcelId. Nothing was handed out, and nothing changed.",
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
				`skipped a parcel in ECGrid's list (${firstText(row, 'fileName') ?? 'without a file name'}): it has no ID, or one that is too big for n8n to represent exactly.`,
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

/**
 * A parcel's JSON for the workflow: the usual fields under one set of names, then the row as ECGrid sent it. A field
 * that isn't in the row is absent.
 */
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
