import { callback } from './callback';
import { callbackEvent } from './callbackEvent';
import { callbackQueueEntry } from './callbackQueueEntry';
import type { Resource } from './operation';

export const resources: Resource[] = [callback, callbackEvent, callbackQueueEntry];
