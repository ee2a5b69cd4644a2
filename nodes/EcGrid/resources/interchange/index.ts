import type { Resource } from '../operation';
import { cancel } from './cancel';
import { get } from './get';
import { getDate } from './getDate';
import { getHeader } from './getHeader';
import { getInbox } from './getInbox';
import { getManifest } from './getManifest';
import { getOutbox } from './getOutbox';
import { resend } from './resend';

export const interchange: Resource = {
	value: 'interchange',
	name: 'Interchange',
	description: 'An X12 or EDIFACT envelope in a parcel',
	defaultOperation: get,
	operations: [get, getManifest, getInbox, getOutbox, resend, cancel, getDate, getHeader],
};
