import type { INodePropertyOptions } from 'n8n-workflow';

import type { EcGridEvent } from './event';

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

/** What a parcel's status means, for deliveries that name no event of their own. That a parcel waits to be sent is none of the events to choose. Page: appendix/parcel-status-codes. */
const EVENT_OF_STATUS: Record<string, string> = {
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
};

const KNOWN = new Map(parcelEventOptions.map(({ value }) => [String(value).toLowerCase(), String(value)]));

/** Whether an event is one of the chosen parcel events. Events of other objects, and those that do not say, are let through; so is everything when none is chosen. */
export function isChosen(event: EcGridEvent, chosen: string[]): boolean {
	if (event.event !== 'Parcel' || chosen.length === 0) return true;
	const happened =
		KNOWN.get((event.callbackEvent ?? '').toLowerCase()) ??
		EVENT_OF_STATUS[(event.status ?? '').toLowerCase()];
	return happened === undefined || chosen.includes(happened);
}
