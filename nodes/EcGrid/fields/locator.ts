import { locatorField, type Shown } from './constructors';
import type { Field } from './field';

/** A field's description, and its name if it differs from the usual one. */
type Described = Pick<Shown, 'description'> & Partial<Shown>;

/** A field for a mailbox. */
export const mailbox = (shown: Described) =>
	locatorField({ displayName: 'Mailbox', name: 'mailboxId', ...shown }, 'searchMailboxes');

/** A field for a network. */
export const network = (shown: Described) =>
	locatorField({ displayName: 'Network', name: 'networkId', ...shown }, 'searchNetworks');

/** The fields that limit a callback. Page: rest-api/callbacks/create-callback. */
export const callbackScope: Field[] = [
	mailbox({ description: 'Only events of this mailbox. Leave empty for all mailboxes of the network.' }),
	network({ description: 'Only events of this network' }),
];
