import type { INodePropertyOptions } from 'n8n-workflow';

/** What can happen to a parcel. Page: common-operations/configure-callbacks. */
export const parcelEventOptions: INodePropertyOptions[] = [
	{ name: 'Arrived', value: 'InBox', description: 'A parcel is in the inbox and can be fetched' },
	{ name: 'Delivered', value: 'OutBox', description: 'A parcel that was sent was delivered' },
	{
		name: 'Download Confirmed',
		value: 'ConfirmDelivery',
		description: 'The recipient confirmed the download',
	},
	{ name: 'Inbound Error', value: 'InBoxError', description: 'A parcel did not make it into the inbox' },
	{ name: 'Outbound Error', value: 'OutBoxError', description: 'A parcel did not reach the partner' },
];

/** What is chosen of them as long as nobody has chosen, also for events of a callback that the node had before Parcel was taken out of its events. */
export const DEFAULT_PARCEL_EVENTS = ['InBox'];

/** What a parcel's status means, for deliveries that name no event of their own. That a parcel waits to be sent is none of the events to choose. Page: appendix/parcel-status-codes. */
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

/** What happened to a parcel, by a word for it, in ECGrid's own spelling; `undefined` for any other word. */
export const parcelEventNamed = (word: unknown): string | undefined =>
	typeof word === 'string' ? EVENTS.get(word.trim().toLowerCase()) : undefined;

/** What a delivery says of itself. */
interface Told {
	event?: string;
	callbackEvent?: string;
	status?: string;
}

/**
 * Whether an event is one of the chosen parcel events. Events of other objects, and those that do not say or say a word
 * that is not known, are let through; so is everything when none is chosen. The status counts where the delivery names
 * no event, or only that it is about a parcel.
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
