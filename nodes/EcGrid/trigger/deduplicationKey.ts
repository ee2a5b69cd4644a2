import { createHash } from 'crypto';

import { firstId } from '../transport/record';
import { firstOf, layersOf, parsed, type EcGridEvent } from './event';

/** What differs between two deliveries of one event, in lower case. */
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

/** Characters of a key that are kept as they are. n8n's database holds 255 of a key. */
const MAX_PART_LENGTH = 200;

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** How a key begins that stands for a whole body. */
const BODY = 'body ';
/** More than ECGrid's pages tell of between two tries: at most ten minutes. */
const MAX_BETWEEN_TRIES_MS = 30 * 60_000;

/**
 * Milliseconds after a delivery within which the next one with this key is a repeat. An event's own id is never given
 * to another one; but ECGrid posts the same body again when a parcel is reset to the inbox.
 */
export const repeatableForMs = (key: string): number =>
	key.startsWith(BODY) ? MAX_BETWEEN_TRIES_MS : Infinity;

/** A text that stands for another one as a part of a key, however long that is. */
export const brief = (text: string): string => (text.length > MAX_PART_LENGTH ? hashOf(text) : text);

/** Whether an event has an id of its own, and not only that of its callback. */
export const hasOwnId = ({ eventId, callbackId }: EcGridEvent): boolean =>
	eventId !== undefined && eventId !== callbackId;

/**
 * By what a repeated delivery is recognised: the event's own id, with everything else that tells events apart (the id
 * may be that of the registration, or of what two events have in common); without one, its whole body, if that names an
 * object and a time. Neither counts how often, or when, it was sent. `undefined`: it cannot be told from another event,
 * or is a test, and must always run.
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
		// A text that holds JSON nested too deep to be written down.
		return undefined;
	}
}
