import { callback } from './callback';
import { callbackEvent } from './callbackEvent';
import { callbackQueueEntry } from './callbackQueueEntry';
import { ecGridId } from './ecGridId';
import { mailbox } from './mailbox';
import { network } from './network';
import type { Resource } from './operation';
import { parcel } from './parcel';
import { partner } from './partner';

/** The resource of a saved workflow that names none: n8n doesn't save a default. */
export const defaultResource = parcel;

export const resources: Resource[] = [
	parcel,
	callback,
	callbackEvent,
	callbackQueueEntry,
	ecGridId,
	mailbox,
	network,
	partner,
];
