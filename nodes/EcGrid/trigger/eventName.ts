import { eventOptions } from '../fields/event';
import { parcelEventNamed } from './parcelEvents';

const EVENTS = new Map(eventOptions.map(({ value }) => [String(value).toLowerCase(), String(value)]));

/** The callback event that a word names, in ECGrid's own spelling; `undefined` for any other word. */
export const eventNamed = (word: unknown): string | undefined =>
	typeof word === 'string' ? EVENTS.get(word.trim().toLowerCase()) : undefined;

/** The same for a word in a body, which may also say what happened to a parcel. */
export const eventMeant = (word: unknown): string | undefined =>
	eventNamed(word) ?? (parcelEventNamed(word) && 'Parcel');

/**
 * The event in the query of the called URL. Proxies and firewalls may have changed its case, duplicated it or added
 * parameters, so the first known event counts.
 */
export function eventOfQuery(query: unknown): string | undefined {
	for (const [name, values] of Object.entries(query ?? {})) {
		if (name.trim().toLowerCase() !== 'event') continue;
		const event = [values].flat().map(eventNamed).find(Boolean);
		if (event) return event;
	}
	return undefined;
}
