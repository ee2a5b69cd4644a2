import type { INodePropertyOptions } from 'n8n-workflow';

/** The events of a parcel. Page: common-operations/configure-callbacks. */
export const parcelEventOptions: INodePropertyOptions[] = [
	{ name: 'Arrived', value: 'InBox', description: 'A parcel is in the inbox and can be downloaded' },
	{ name: 'Delivered', value: 'OutBox', description: 'An outbound parcel was delivered' },
	{
		name: 'Download Confirmed',
		value: 'ConfirmDelivery',
		description: 'The recipient confirmed the download',
	},
	{ name: 'Inbound Error', value: 'InBoxError', description: "A parcel didn't reach the inbox" },
	{ name: 'Outbound Error', value: 'OutBoxError', description: "A parcel didn't reach the partner" },
];

/**
 * The default choice. It also applies to events of a callback that the node had before Parcel was removed from its
 * events.
 */
export const DEFAULT_PARCEL_EVENTS = ['InBox'];

/**
 * The event that a parcel's status stands for, for deliveries that name no event. A parcel that waits to be sent is
 * none of the events to choose. Page: appendix/parcel-status-codes.
 */
const EVENT_OF_STATUS = new Map(
	Object.entries({
		inboxready: 'InBox',
		as2receive: 'InBox',
		ftpreceived: 'InBox',
		inboxtransferred: 'ConfirmDelivery',
		inboxarchived: 'ConfirmDelivery',
		outboxpending: 'OutBoxPending',
		outboxqueued: 'OutBoxPending',
		outboxsent: 'OutBox',
		outboxacknowledged: 'OutBox',
		outboxtransferred: 'OutBox',
		outboxdelivered: 'OutBox',
		as2sent: 'OutBox',
		ftpsent: 'OutBox',
		outboxretry: 'OutBoxError',
		outboxfailed: 'OutBoxError',
		outboxdeliveryerror: 'OutBoxError',
		cancelled: 'OutBoxError',
	}),
);

const EVENTS = new Map(parcelEventOptions.map(({ value }) => [String(value).toLowerCase(), String(value)]));

/** The parcel event that a word names, in ECGrid's own spelling; `undefined` for any other word. */
export const parcelEventNamed = (word: unknown): string | undefined =>
	typeof word === 'string' ? EVENTS.get(word.trim().toLowerCase()) : undefined;

/** The fields of a delivery that say what happened. */
interface Told {
	event?: string;
	callbackEvent?: string;
	status?: string;
}

/**
 * Whether an event is one of the chosen parcel events. True for events of other objects, for events without a word or
 * with an unknown one, and if none is chosen. The status counts if the delivery names no event, or only that it is
 * about a parcel.
 */
export function isChosen({ event, callbackEvent = '', status = '' }: Told, chosen: string[]): boolean {
	if (event !== 'Parcel' || chosen.length === 0) return true;
	const word = callbackEvent.trim().toLowerCase();
	const happened =
		word === '' || word === 'parcel'
			? EVENT_OF_STATUS.get(status.trim().toLowerCase())
			: parcelEventNamed(word);
	return happened === undefined || chosen.includes(happened);
}
