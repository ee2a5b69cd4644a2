import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField } from './constructors';
import { requiredField } from './field';
import { text } from './parsers';

/** How far a parcel can be. Page: appendix/parcel-status-codes. */
const options: INodePropertyOptions[] = [
	{ name: 'AS2 Received', value: 'as2Receive', description: 'Inbound: came in over AS2' },
	{ name: 'AS2 Sent', value: 'as2Sent', description: 'Outbound: delivered over AS2' },
	{
		name: 'Cancelled',
		value: 'Cancelled',
		description: 'Outbound: stopped before delivery, with its interchanges',
	},
	{ name: 'FTP Received', value: 'ftpReceived', description: 'Inbound: came in over FTP or SFTP' },
	{ name: 'FTP Sent', value: 'ftpSent', description: 'Outbound: delivered over FTP or SFTP' },
	{
		name: 'Inbox Archived',
		value: 'InBoxArchived',
		description: 'Inbound: moved to the archive, gone from the usual lists',
	},
	{ name: 'Inbox Ready', value: 'InBoxReady', description: 'Inbound: arrived, waiting to be downloaded' },
	{
		name: 'Inbox Transferred',
		value: 'InBoxTransferred',
		description: 'Inbound: downloaded, no longer offered',
	},
	{
		name: 'Outbox Acknowledged',
		value: 'outboxAcknowledged',
		description: 'Outbound: the recipient has it. The final success.',
	},
	{
		name: 'Outbox Delivery Error',
		value: 'outboxDeliveryError',
		description: 'Outbound: an error on the way. It becomes a retry or a failure.',
	},
	{
		name: 'Outbox Failed',
		value: 'outboxFailed',
		description: 'Outbound: all retries used up. Someone has to look.',
	},
	{ name: 'Outbox Pending', value: 'outboxPending', description: 'Outbound: queued, not tried yet' },
	{ name: 'Outbox Retry', value: 'outboxRetry', description: 'Outbound: failed once, will be tried again' },
	{
		name: 'Outbox Sent',
		value: 'outboxSent',
		description: 'Outbound: handed to the next hop, not acknowledged yet',
	},
	{
		name: 'Outbox Transferred',
		value: 'outboxTransferred',
		description: 'Outbound: handed to another network or carrier',
	},
	{ name: 'Vault Ready', value: 'VaultReady', description: 'In long-term storage, out of inbox and outbox' },
];

const parcelStatus = (description: string) =>
	enumField(
		'ParcelStatus',
		options,
		{ displayName: 'Status', name: 'status', description },
		{ value: 'InBoxReady', parse: text },
	);

/** The status of parcels that a list is limited to. Page: rest-api/parcels/inbox-list. */
export const parcelStatusFilter = parcelStatus(
	'Only parcels of this status. For one that is not listed, use an expression.',
);

/** The status that a parcel gets. Page: rest-api/parcels/update-parcel. */
export const newParcelStatus = requiredField(
	parcelStatus(
		'The status that the parcel gets. Only Inbox Ready makes ECGrid offer an inbound parcel again. For one that is not listed, use an expression.',
	),
);
