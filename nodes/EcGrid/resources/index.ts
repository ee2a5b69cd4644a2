import { callback } from './callback';
import { callbackEvent } from './callbackEvent';
import { callbackQueueEntry } from './callbackQueueEntry';
import type { Resource } from './operation';
import { parcel } from './parcel';

/** What a saved workflow without a resource means: n8n does not save a default. */
export const defaultResource = parcel;

export const resources: Resource[] = [parcel, callback, callbackEvent, callbackQueueEntry];
