import type { IDataObject } from 'n8n-workflow';

import { fieldOf, isRecord, onlyFieldOf, firstSet, firstId, firstText } from '../transport/record';
import { limitedDepth } from '../transport/depth';
import { eventMeant } from './eventName';
import { parsedExactly, withoutMark } from './exactJson';

/** Where an event keeps the records that were found when it was read: not part of its JSON. */
const LAYERS = Symbol('layers');

/** One event as the trigger outputs it. A field that isn't in the delivery is absent; nothing is invented. */
export interface EcGridEvent extends IDataObject {
	[LAYERS]?: unknown[];
	/** The event that the callback is registered for, such as `Parcel`. */
	event?: string;
	callbackId?: number | string;
	eventId?: number | string;
	parcelId?: number | string;
	interchangeId?: number | string;
	mailboxId?: number | string;
	networkId?: number | string;
	ecGridId?: number | string;
	status?: string;
	/** What happened, in ECGrid's word, such as `InBox`. */
	callbackEvent?: string;
	fileName?: string;
	/** ISO 8601, as ECGrid sent it. */
	occurredAt?: string;
	isTest: boolean;
}

const isYes = (text: string | undefined) => ['true', '1', 'yes'].includes(text?.toLowerCase() ?? '');

const MAX_NESTED_TEXTS = 3;

/**
 * The value itself or, if it is a text, the JSON that it contains (which may be a text that contains JSON); `undefined`
 * for other texts.
 */
export function parsed(value: unknown): unknown {
	let content = value;
	for (let depth = 0; typeof content === 'string' && depth < MAX_NESTED_TEXTS; depth++) {
		try {
			content = parsedExactly(content);
		} catch {
			return undefined;
		}
	}
	return content;
}

/** The beginning of a form's text. With unbounded names, the regular expression would run out of stack. */
const FORM = /^\uFEFF?\w{1,200}=/;

/** Like `parsed`, but also reads the text of a form. */
const understood = (value: unknown): unknown =>
	parsed(value) ??
	(typeof value === 'string' && FORM.test(value)
		? Object.fromEntries(new URLSearchParams(withoutMark(value)))
		: undefined);

/** The fields in which a body may contain the event, or a list of events. */
const WRAPPERS = ['data', 'payload', 'events', 'event', 'body', 'json', 'message'];
const MAX_LEVELS = 5;
/** The most events in one body: a longer list isn't a list of events. ECGrid posts one at a time. */
const MAX_EVENTS = 10_000;

/**
 * The values that may contain the event: the wrapper fields, or else the record's only field (the root of an XML
 * document).
 */
function wrappedIn(record: IDataObject): unknown[] {
	const fields = WRAPPERS.map((name) => fieldOf(record, name)).filter((field) => field !== undefined);
	return fields.length > 0 ? fields : [onlyFieldOf(record)];
}

/** The longest text that the events in a record get from it. No ID, name or time is longer. */
const MAX_SHARED_LENGTH = 1_000;

const isShort = (value: unknown) => typeof value !== 'string' || value.length <= MAX_SHARED_LENGTH;

/**
 * The fields of a record that apply to all events in it, without lists and long texts, because each event gets a copy.
 */
const sharedOf = (record: IDataObject, levels = 1): IDataObject =>
	Object.fromEntries(
		Object.entries(record)
			.filter(([, value]) => isShort(value) && !Array.isArray(value) && (levels > 0 || !isRecord(value)))
			.map(([name, value]) => [name, isRecord(value) ? sharedOf(value, levels - 1) : value]),
	);

const namesObject = (record: IDataObject) =>
	firstSet(record, 'parcelId', 'interchangeId', 'objectId') !== undefined;

const NAMES_OF_EVENTS = [
	'eventId',
	'callbackEventId',
	'callbackId',
	'callBackQueueId',
	'callBackEvent',
	'mailboxId',
	'networkId',
	'ecGridId',
];

/** An event in a body: its record and the records around it, innermost first. */
interface FoundEvent {
	layers: unknown[];
	/** The element of a list; absent if the event is the whole body. */
	element?: unknown;
}

/**
 * The events in a value; `undefined` if it neither is nor contains one. `room`: how many list elements may still be
 * checked; negative if there are too many.
 */
function findEvents(
	value: unknown,
	outer: unknown[],
	levels: number,
	room: { left: number },
): FoundEvent[] | undefined {
	if (levels < 0) return undefined;
	const content = understood(value);
	if (Array.isArray(content)) {
		room.left -= content.length;
		if (room.left < 0) return undefined;
		const each = content.map((element) => findEvents(element, outer, levels - 1, room));
		if (!each.some(Boolean)) return undefined;
		return content.flatMap((element, index) =>
			(each[index] ?? [{ layers: [understood(element), ...outer] }]).map((one) => ({ element, ...one })),
		);
	}
	if (!isRecord(content)) return undefined;
	const layers = [content, ...outer];
	if (namesObject(content)) return [{ layers }];
	const shared = [sharedOf(content), ...outer];
	for (const inner of wrappedIn(content)) {
		const events = findEvents(inner, shared, levels - 1, room);
		if (events) return events;
	}
	return firstSet(content, ...NAMES_OF_EVENTS) === undefined ? undefined : [{ layers }];
}

function eventsIn(body: unknown): FoundEvent[] {
	const content = understood(body);
	const room = { left: MAX_EVENTS };
	const events = findEvents(content, [], MAX_LEVELS, room);
	if (room.left < 0) return [{ layers: [content] }];
	if (events) return events;
	return Array.isArray(content) && content.length > 0
		? content.map((element) => ({ element, layers: [understood(element)] }))
		: [{ layers: [content] }];
}

/** The first value that `said` finds in the records, from the innermost outward. */
export function firstOf<T>(layers: unknown[], said: (layer: unknown) => T | undefined): T | undefined {
	for (const layer of layers) {
		const value = said(layer);
		if (value !== undefined) return value;
	}
	return undefined;
}

/** The records that make up an event's payload, innermost first. */
export const layersOf = (event: EcGridEvent): unknown[] =>
	event[LAYERS] ?? eventsIn(event.payload)[0]!.layers;

/** Returns the event that a callback is registered for, by the callback ID in a body. */
type Registered = (callbackId: unknown) => string | undefined;

/** The event of a body: a known word in it, else the registered event, else any word in it. */
function eventSaid(
	text: (name: string) => string | undefined,
	registered: () => string | undefined,
): string | undefined {
	const words = ['event', 'systemObject', 'callBackEvent'].map((name) => text(name)?.trim());
	return words.map(eventMeant).find(Boolean) ?? registered() ?? words.find(Boolean);
}

function eventOf(
	payload: unknown,
	layers: unknown[],
	calledFor: string | undefined,
	registered: Registered,
): EcGridEvent {
	const [record] = layers;
	const id = (...names: string[]) => firstOf(layers, (layer) => firstId(layer, ...names));
	const text = (...names: string[]) => firstOf(layers, (layer) => firstText(layer, ...names));

	const callbackId = id('callbackId', 'callBackQueueId');
	const event = calledFor ?? eventSaid(text, () => registered(callbackId));
	const objectId = (type: string) => (event === type ? id('objectId') : undefined);
	const fields = {
		event,
		callbackId,
		eventId: id('eventId', 'callbackEventId'),
		parcelId: id('parcelId') ?? objectId('Parcel'),
		interchangeId: id('interchangeId') ?? objectId('Interchange'),
		mailboxId: id('mailboxId'),
		networkId: id('networkId'),
		ecGridId: id('ecGridId'),
		status: firstText(record, 'status'),
		callbackEvent: text('callBackEvent'),
		fileName: firstText(record, 'fileName'),
		occurredAt: text('eventDateTime', 'eventDate', 'created'),
	};
	const result: EcGridEvent = {
		...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
		isTest: isYes(text('isTest', 'test')),
		payload: limitedDepth(payload) as IDataObject,
	};
	return Object.defineProperty(result, LAYERS, { value: layers });
}

/**
 * Reads the events in the body of a delivery, in either shape that ECGrid documents or any other: one event, or one for
 * each element of a list. The body may be text, a form, or wrapped in another record. `calledFor` is the event in the
 * called URL. Without it, the body says which event it is, or else `registered` does.
 * API: section 4.2 of the sheet.
 */
export function eventsOf(
	body: unknown,
	calledFor: string | undefined,
	registered: Registered = () => undefined,
): EcGridEvent[] {
	return eventsIn(body).map((one) =>
		eventOf('element' in one ? one.element : body, one.layers, calledFor, registered),
	);
}
