import { parcelEvent } from '../local-n8n/delivery';

let eventId = 1;

/** A parcel's event as ECGrid posts it, never the same twice. */
export const event = () => parcelEvent(eventId++);
