import { callback } from './callback';
import { callbackEvent } from './callbackEvent';
import { callbackQueueEntry } from './callbackQueueEntry';
import { carbonCopy } from './carbonCopy';
import { certificate } from './certificate';
import { comm } from './comm';
import { ecGridId } from './ecGridId';
import { interchange } from './interchange';
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
	key,
	carbonCopy,
	certificate,
	comm,
	ecGridId,
	interchange,
	mailbox,
	network,
	partner,
	portal,
	report,
	statusList,
	user,
];
