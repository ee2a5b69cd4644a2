import type { IDataObject } from 'n8n-workflow';

import { firstId } from '../transport/record';
import { eventsOf, firstOf, layersOf, type EcGridEvent } from './event';
import type { MissedEvent } from './missedEvents';

/** One event, as ECGrid posted it and as the workflow gets it. */
export interface RecoveredEvent {
	posted: EcGridEvent;
	/** Marked `recovered`, with what the row says where the posted content does not. */
	recovered: EcGridEvent;
}

/** What ECGrid's event list says of an event. The row's status is that of the delivery, and not the parcel's. */
function fromRow(row: IDataObject, event: string): EcGridEvent {
	const known = eventsOf(row, event)[0]!;
	delete known.status;
	return known;
}

const objectsOf = (event: EcGridEvent) => [
	event.parcelId,
	event.interchangeId,
	firstOf(layersOf(event), (layer) => firstId(layer, 'objectId')),
];

/** Whether two events may be about the same: where both name an object, they name the same one. */
function isAbout(one: EcGridEvent, other: EcGridEvent): boolean {
	const others = objectsOf(other);
	return objectsOf(one).every((id, index) => [id, undefined].includes(others[index]) || id === undefined);
}

/**
 * The events behind a row: one, or each of a list that was posted at once. Where no content is known, the row stands
 * in; also where several rows have its id (`isIdShared`), and the content that ECGrid has for that is about another one.
 */
export function recoveredFrom(
	{ row, event }: MissedEvent,
	content: unknown,
	isIdShared: boolean,
): RecoveredEvent[] {
	const known = fromRow(row, event);
	const posted = content === undefined ? [] : eventsOf(content, event);
	const isContent = isIdShared ? posted.some((each) => isAbout(known, each)) : posted.length > 0;
	return (isContent ? posted : [known]).map((posted) => ({
		posted,
		recovered: { ...known, ...posted, recovered: true },
	}));
}
