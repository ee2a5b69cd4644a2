import type { IDataObject } from 'n8n-workflow';

import { isRecord, readId, readText } from '../transport/record';

/** One event as the trigger puts it out. Absent fields were not in the delivery; nothing is invented. */
export interface EcGridEvent extends IDataObject {
	/** What the callback is registered for, such as `Parcel`. */
	event?: string;
	callbackId?: number | string;
	eventId?: number | string;
	parcelId?: number | string;
	interchangeId?: number | string;
	mailboxId?: number | string;
	networkId?: number | string;
	ecGridId?: number | string;
	status?: string;
	/** What happened, as ECGrid says it, such as `InBox`. */
	callbackEvent?: string;
	fileName?: string;
	/** ISO 8601, as ECGrid sent it. */
	occurredAt?: string;
	isTest: boolean;
}

const isYes = (text: string | undefined) => ['true', '1', 'yes'].includes(text?.toLowerCase() ?? '');

const NESTED_TEXTS = 3;

/** A value, or what the JSON in it says when it is a text (that may hold a text that holds JSON); `undefined` for other texts. */
export function parsed(value: unknown): unknown {
	let content = value;
	for (let depth = 0; typeof content === 'string' && depth < NESTED_TEXTS; depth++) {
		try {
			content = JSON.parse(content);
		} catch {
			return undefined;
		}
	}
	return content;
}

function eventOf(payload: unknown, registeredEvent: string | undefined): EcGridEvent {
	const record = isRecord(payload) ? payload : parsed(payload);
	const event =
		registeredEvent ?? readText(record, 'event') ?? readText(record, 'systemObject', 'callBackEvent');
	const objectId = (type: string) => (event === type ? readId(record, 'objectId') : undefined);
	const fields = {
		event,
		callbackId: readId(record, 'callbackId', 'callBackQueueId'),
		eventId: readId(record, 'eventId', 'callbackEventId'),
		parcelId: readId(record, 'parcelId') ?? objectId('Parcel'),
		interchangeId: readId(record, 'interchangeId') ?? objectId('Interchange'),
		mailboxId: readId(record, 'mailboxId'),
		networkId: readId(record, 'networkId'),
		ecGridId: readId(record, 'ecGridId'),
		status: readText(record, 'status'),
		callbackEvent: readText(record, 'callBackEvent'),
		fileName: readText(record, 'fileName'),
		occurredAt: readText(record, 'eventDateTime', 'eventDate', 'created'),
	};
	return {
		...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
		isTest: isYes(readText(record, 'isTest', 'test')),
		payload: payload as IDataObject,
	};
}

/**
 * Reads the body of a delivery, in either shape that ECGrid documents or any other: one event, or one for each
 * element of an array. `registeredEvent` is what the called URL was registered for.
 * API: section 4.2 of the sheet.
 */
export function eventsOf(body: unknown, registeredEvent: string | undefined): EcGridEvent[] {
	const content = Array.isArray(body) ? body : parsed(body);
	const payloads = Array.isArray(content) && content.length > 0 ? content : [body];
	return payloads.map((payload) => eventOf(payload, registeredEvent));
}
