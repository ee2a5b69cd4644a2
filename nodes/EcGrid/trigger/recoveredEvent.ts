import type { IDataObject } from 'n8n-workflow';

import { firstId } from '../transport/record';
import { eventsOf, firstOf, layersOf, type EcGridEvent } from './event';
import type { MissedEvent } from './missedEvents';

/** One event, as ECGrid posted it and as the workflow gets it. */
export interface RecoveredEvent {
	posted: EcGridEvent;
	/** Marked `recovered`. The row supplies the fields that the posted content lacks. */
	recovered: EcGridEvent;
}

/**
 * An event as ECGrid's event list describes it, without the row's status, which is the delivery's and not the parcel's.
 */
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

/** Whether two events may be about the same object: if both name one, it is the same. */
function isAbout(one: EcGridEvent, other: EcGridEvent): boolean {
	const others = objectsOf(other);
	return objectsOf(one).every((id, index) => [id, undefined].includes(others[index]) || id === undefined);
}

/**
 * The events of a row: one, or each of a list that was posted at once. The row stands in if no content is known, or if
 * several rows share its ID (`isIdShared`) and the content that ECGrid has for it is about another row.
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
