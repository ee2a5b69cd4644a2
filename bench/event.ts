import { parcelEvent } from '../local-n8n/delivery';

let eventId = 1;

/** Returns a parcel's event as ECGrid posts it, different each time. */
export const event = () => parcelEvent(eventId++);
