import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField } from './constructors';
import { requiredField } from './field';
import { text } from './parsers';

/** The statuses of a parcel. Page: appendix/parcel-status-codes. */
const options: INodePropertyOptions[] = [
	{ name: 'AS2 Received', value: 'as2Receive', description: 'Inbound: received over AS2' },
	{ name: 'AS2 Sent', value: 'as2Sent', description: 'Outbound: delivered over AS2' },
	{
		name: 'Cancelled',
		value: 'Cancelled',
		description: 'Outbound: stopped before delivery, with its interchanges',
	},
	{ name: 'FTP Received', value: 'ftpReceived', description: 'Inbound: received over FTP or SFTP' },
	{ name: 'FTP Sent', value: 'ftpSent', description: 'Outbound: delivered over FTP or SFTP' },
	{
		name: 'Inbox Archived',
		value: 'InBoxArchived',
		description: 'Inbound: archived, no longer in the usual lists',
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
		description: 'Outbound: a delivery error, followed by a retry or a failure',
	},
	{
		name: 'Outbox Failed',
		value: 'outboxFailed',
		description: 'Outbound: all retries failed. Someone has to check it.',
	},
	{
		name: 'Outbox Pending',
		value: 'outboxPending',
		description: 'Outbound: queued, no delivery attempt yet',
	},
	{ name: 'Outbox Retry', value: 'outboxRetry', description: 'Outbound: failed once, will be retried' },
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
	{
		name: 'Vault Ready',
		value: 'VaultReady',
		description: 'In long-term storage, no longer in inbox or outbox',
	},
];

const parcelStatus = (description: string) =>
	enumField(
		'ParcelStatus',
		options,
		{ displayName: 'Status', name: 'status', description },
		{ value: 'InBoxReady', parse: text },
	);

/** The parcel status that filters a list. Page: rest-api/parcels/inbox-list. */
export const parcelStatusFilter = parcelStatus(
	'Only parcels with this status. For a status that is not listed, use an expression.',
);

/** The new status of a parcel. Page: rest-api/parcels/update-parcel. */
export const newParcelStatus = requiredField(
	parcelStatus(
		'The new status of the parcel. Only Inbox Ready makes ECGrid offer an inbound parcel again. For a status that is not listed, use an expression.',
	),
);
