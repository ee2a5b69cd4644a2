let eventId = 1;

/** A parcel's event as ECGrid posts it, never the same twice. */
export const event = () => ({
	eventId: eventId++,
	callBackEvent: 'InBox',
	mailboxId: 30001,
	parcelId: 900_000_000 + eventId,
	fileName: `${eventId}.edi`,
	eventDateTime: '2026-01-02T03:04:05Z',
	isTest: false,
});
