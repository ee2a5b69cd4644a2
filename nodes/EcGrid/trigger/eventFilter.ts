import type { EcGridEvent } from './event';
import { isChosen } from './parcelEvents';
import type { TriggerSettings } from './settings';

/** Whether the workflow wants an event: it is one of the chosen parcel events, and no test if those are to be ignored. */
export const eventFilter =
	({ parcelEvents, ignoreTestEvents }: TriggerSettings) =>
	(event: EcGridEvent): boolean =>
		isChosen(event, parcelEvents) && !(ignoreTestEvents && event.isTest);
