import type { EcGridEvent } from './event';
import { isChosen } from './parcelEvents';
import type { TriggerSettings } from './settings';

/**
 * Returns whether the workflow wants an event: it is one of the chosen parcel events, and not a test if tests are
 * ignored.
 */
export const eventFilter =
	({ parcelEvents, ignoreTestEvents }: TriggerSettings) =>
	(event: EcGridEvent): boolean =>
		isChosen(event, parcelEvents) && !(ignoreTestEvents && event.isTest);
