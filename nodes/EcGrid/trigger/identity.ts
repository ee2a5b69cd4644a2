import { createHash } from 'crypto';

import { readId } from '../transport/record';
import type { EcGridEvent } from './event';

/**
 * By what a repeated delivery is recognised: the event's own id; without one, its whole body, if that names an
 * object and a time. `undefined`: it cannot be told from another event, or is a test, and must always run.
 */
export function identityOfEvent(owner: string, event: EcGridEvent): string | undefined {
	if (event.isTest) return undefined;
	const of = `${owner} ${event.event}`;
	if (event.eventId !== undefined) return `${of} id ${event.eventId}`;
	const object = event.parcelId ?? event.interchangeId ?? readId(event.payload, 'objectId');
	if (object === undefined || event.occurredAt === undefined) return undefined;
	try {
		return `${of} body ${createHash('sha256').update(JSON.stringify(event.payload)).digest('base64url')}`;
	} catch {
		// Nested too deep to be written down.
		return undefined;
	}
}
