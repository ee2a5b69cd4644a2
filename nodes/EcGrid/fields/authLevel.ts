import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField, type Shown } from './constructors';

const OWN_STAFF = "For ECGrid's own staff";

/** Highest first. Page: appendix/enums. */
const levels: INodePropertyOptions[] = [
	{ name: 'Root', value: 'Root', description: OWN_STAFF },
	{ name: 'TechOps', value: 'TechOps', description: OWN_STAFF },
	{ name: 'NetOps', value: 'NetOps', description: OWN_STAFF },
	{
		name: 'Network Admin',
		value: 'NetworkAdmin',
		description: 'Full access to a network and all its mailboxes',
	},
	{ name: 'Network User', value: 'NetworkUser', description: 'Standard access within a network' },
	{ name: 'Mailbox Admin', value: 'MailboxAdmin', description: 'Full access to a mailbox' },
	{ name: 'Mailbox User', value: 'MailboxUser', description: 'Standard access within a mailbox' },
	{ name: 'Trading Partner User', value: 'TPUser', description: 'Access to a trading partner' },
	{ name: 'General', value: 'General', description: 'The lowest level' },
	{ name: 'No Change', value: 'NoChange', description: 'Keeps the level that the user has' },
];

/** What a user may do. */
export const authLevel = (
	shown: Pick<Shown, 'description'>,
	value: 'MailboxUser' | 'NoChange' = 'MailboxUser',
) => enumField('AuthLevel', levels, { displayName: 'Auth Level', name: 'authLevel', ...shown }, { value });
