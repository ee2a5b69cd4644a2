import { callback } from './callback';
import { callbackEvent } from './callbackEvent';
import { callbackQueueEntry } from './callbackQueueEntry';
import type { Resource } from './operation';
import { parcel } from './parcel';

export const resources: Resource[] = [callback, callbackEvent, callbackQueueEntry, parcel];
