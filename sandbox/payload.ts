import type { BodyForm, EventDetails, OccurrenceRecord } from './types';

/** Returns the body of a delivery in one of the two shapes on the vendor's pages. */
export function payloadFor(
	shape: 'A' | 'B',
	{ callbackEventId, callbackId, event, mailboxId, objectId, created }: Omit<OccurrenceRecord, 'payload'>,
	details: EventDetails,
): unknown {
	const isParcel = event === 'Parcel';
	const subject = isParcel ? { parcelId: objectId } : { objectId };
	if (shape === 'A') {
		return {
			...subject,
			status: details.status ?? (isParcel ? 'InBoxReady' : 'Active'),
			created: details.created ?? created,
		};
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

const BOUNDARY = 'sandbox-boundary-7MA4YWxk';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Returns the text and content type of a JSON body in the given format. */
export function written(json: string, form: BodyForm): { text: string; contentType: string } {
	switch (form) {
		case 'json':
			return { text: json, contentType: JSON_TYPE };
		case 'jsonAsForm':
			return { text: json, contentType: FORM_TYPE };
		case 'formField':
			return { text: new URLSearchParams({ payload: json }).toString(), contentType: FORM_TYPE };
		case 'multipart':
			return {
				text: `--${BOUNDARY}\r\nContent-Disposition: form-data; name="payload"\r\n\r\n${json}\r\n--${BOUNDARY}--\r\n`,
				contentType: `multipart/form-data; boundary=${BOUNDARY}`,
			};
		case 'textWithMark':
			return { text: `\uFEFF${json}`, contentType: 'text/plain; charset=utf-8' };
		case 'bytes':
			return { text: json, contentType: 'application/octet-stream' };
		case 'data':
			return { text: `{"data":${json}}`, contentType: JSON_TYPE };
		case 'events':
			return { text: `{"Events":[${json}]}`, contentType: JSON_TYPE };
		case 'list':
			return { text: `[${json}]`, contentType: JSON_TYPE };
	}
}
