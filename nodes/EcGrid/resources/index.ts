import { callback } from './callback';
import { callbackEvent } from './callbackEvent';
import { callbackQueueEntry } from './callbackQueueEntry';
import { ecGridId } from './ecGridId';
import { key } from './key';
import { mailbox } from './mailbox';
import { network } from './network';
import type { Resource } from './operation';
import { parcel } from './parcel';
import { partner } from './partner';
import { portal } from './portal';
import { report } from './report';
import { statusList } from './statusList';
import { user } from './user';

/** The resource of a saved workflow that names none: n8n doesn't save a default. */
export const defaultResource = parcel;

export const resources: Resource[] = [
	parcel,
	callback,
	callbackEvent,
	callbackQueueEntry,
	ecGridId,
	key,
	mailbox,
	network,
	partner,
	portal,
	report,
	statusList,
	user,
];
