import { locatorField, type Shown } from './constructors';
import type { Field } from './field';

/** A description, and what the field is called where it has another name than usual. */
type Described = Pick<Shown, 'description'> & Partial<Shown>;

/** A mailbox. */
export const mailbox = (shown: Described) =>
	locatorField({ displayName: 'Mailbox', name: 'mailboxId', ...shown }, 'searchMailboxes');

/** A network. */
export const network = (shown: Described) =>
	locatorField({ displayName: 'Network', name: 'networkId', ...shown }, 'searchNetworks');

/** What a callback is limited to. Page: rest-api/callbacks/create-callback. */
export const callbackScope: Field[] = [
	mailbox({ description: 'Only events of this mailbox. Leave empty for all mailboxes of the network.' }),
	network({ description: 'Only events of this network' }),
];
