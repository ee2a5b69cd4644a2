import type { EventDetails, OccurrenceRecord } from './types';

/** The body of a delivery, in one of the two shapes that the vendor's pages show. */
export function payloadFor(
	shape: 'A' | 'B',
	{ callbackEventId, callbackId, event, mailboxId, objectId, created }: Omit<OccurrenceRecord, 'payload'>,
	details: EventDetails,
): unknown {
	const isParcel = event === 'Parcel';
	const subject = isParcel ? { parcelId: objectId } : { objectId };
	if (shape === 'A') {
		return { ...subject, status: details.status ?? (isParcel ? 'InBoxReady' : 'Active'), created };
	}
	return {
		eventId: callbackEventId,
		callBackQueueId: callbackId,
		callBackEvent: details.callBackEvent ?? (isParcel ? 'InBox' : event),
		ecGridId: details.ecGridId ?? 0,
		mailboxId,
		...subject,
		...(isParcel && { fileName: details.fileName ?? '' }),
		eventDateTime: created,
		isTest: details.isTest ?? false,
	};
}
