/** Returns a login in the form that ECGrid sends with Basic authentication. */
export const basic = ({ username, password }: { username?: string; password?: string }) => ({
	authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
});

/** Returns the delivery of a parcel in the shape of ECGrid's newer page. */
export const parcelEvent = (eventId: number, more: Record<string, unknown> = {}) => ({
	eventId,
	callBackEvent: 'InBox',
	mailboxId: 30001,
	parcelId: 900_000_000 + eventId,
	fileName: `${eventId}.edi`,
	eventDateTime: '2026-01-02T03:04:05Z',
	isTest: false,
	...more,
});
