import { createHash } from 'crypto';

import { firstId } from '../transport/record';
import { firstOf, layersOf, parsed, type EcGridEvent } from './event';

/** The fields that differ between two deliveries of one event, in lower case. */
const DELIVERY_FIELDS = new Set([
	'attempt',
	'attempts',
	'attemptcount',
	'attemptno',
	'attemptnumber',
	'deliveryattempt',
	'deliveryattempts',
	'lastattempt',
	'retries',
	'retry',
	'retrycount',
	'retrynumber',
	'sendtime',
	'sentat',
	'sentdate',
	'sentdatetime',
]);

/** The most characters of a part that are kept unchanged. n8n's database stores 255 characters of a key. */
const MAX_PART_LENGTH = 200;

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** The beginning of a key that stands for a whole body. */
const BODY = 'body ';
/** More than the ten minutes that ECGrid's pages mention between two attempts. */
const MAX_BETWEEN_TRIES_MS = 30 * 60_000;

/**
 * Milliseconds after a delivery in which the next one with this key is a duplicate. ECGrid never gives an event's own
 * ID to another event, but posts the same body again when a parcel is reset to the inbox.
 */
export const repeatableForMs = (key: string): number =>
	key.startsWith(BODY) ? MAX_BETWEEN_TRIES_MS : Infinity;

/** A short text that stands for another text, of any length, in a key. */
export const brief = (text: string): string => (text.length > MAX_PART_LENGTH ? hashOf(text) : text);

/** Whether an event has its own ID, not only that of its callback. */
export const hasOwnId = ({ eventId, callbackId }: EcGridEvent): boolean =>
	eventId !== undefined && eventId !== callbackId;

/**
 * The key by which a duplicate delivery is recognized: the event's own ID and everything else that tells events apart
 * (the ID may be that of the registration, or shared by two events). Without an ID, it is the whole body, if that names
 * an object and a time. Neither key includes how often, or when, the event was sent. `undefined` if the event is a test
 * or can't be told from another event: it must always run.
 */
export function deduplicationKey(owner: string, event: EcGridEvent): string | undefined {
	if (event.isTest) return undefined;
	const of = `${owner} ${brief(String(event.event))}`;
	const layers = layersOf(event);
	const id = (name: string) => firstOf(layers, (layer) => firstId(layer, name));
	const objects = [event.parcelId, event.interchangeId, id('objectId')];
	if (hasOwnId(event)) {
		const told = [event.status, event.callbackEvent].map((word) => word?.trim().toLowerCase());
		const places = [id('userId'), event.mailboxId, event.networkId, event.ecGridId];
		const rest = JSON.stringify([objects, places, told, event.occurredAt]);
		return `id ${of} ${brief(`${event.eventId} ${rest}`)}`;
	}
	if (objects.every((object) => object === undefined) || event.occurredAt === undefined) return undefined;
	try {
		const body = JSON.stringify(parsed(event.payload) ?? event.payload, (name, value: unknown) =>
			DELIVERY_FIELDS.has(name.toLowerCase()) ? undefined : value,
		);
		return `${BODY}${of} ${hashOf(body)}`;
	} catch {
		// A text that contains JSON nested too deep to serialize.
		return undefined;
	}
}
