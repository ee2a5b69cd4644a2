import type { IDataObject } from 'n8n-workflow';

import { eventsOf, type EcGridEvent } from './event';
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

/** The events behind a row: one, or each of a list that was posted at once. Where no content is known, the row stands in. */
export function recoveredFrom({ row, event }: MissedEvent, content: unknown): RecoveredEvent[] {
	const known = fromRow(row, event);
	const events = content === undefined ? [known] : eventsOf(content, event);
	return events.map((posted) => ({ posted, recovered: { ...known, ...posted, recovered: true } }));
}
