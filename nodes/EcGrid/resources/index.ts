import { callback } from './callback';
import { callbackEvent } from './callbackEvent';
import { callbackQueueEntry } from './callbackQueueEntry';
import { carbonCopy } from './carbonCopy';
import { certificate } from './certificate';
import { comm } from './comm';
import { interchange } from './interchange';
import type { Resource } from './operation';
import { parcel } from './parcel';

/** The resource of a saved workflow that names none: n8n doesn't save a default. */
export const defaultResource = parcel;

export const resources: Resource[] = [
	parcel,
	callback,
	callbackEvent,
	callbackQueueEntry,
	carbonCopy,
	certificate,
	comm,
	interchange,
];
