import type { INodeProperties } from 'n8n-workflow';

import type { Shown } from './constructors';
import type { BodyField, Field } from './field';
import { intId } from './parsers';

const locator = (
	what: string,
	name: string,
	searchListMethod: string,
	description: string | undefined,
): INodeProperties => ({
	displayName: what,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: `Select a ${what.toLowerCase()}…`,
			typeOptions: { searchListMethod, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 12345',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[1-9]\\d*\\s*$',
						errorMessage: 'An ID is made of digits, such as 12345',
					},
				},
			],
		},
	],
});

/** What can be chosen from a list or by its ID. `name` and `displayName` are for a field that has another one than usual. */
const locatorField =
	(what: string, usualName: string, searchListMethod: string) =>
	({
		description,
		name = usualName,
		displayName = what,
	}: Pick<Shown, 'description'> & Partial<Shown>): BodyField => ({
		property: { ...locator(what, name, searchListMethod, description), displayName },
		in: 'body',
		type: 'int',
		parse: intId,
	});

/** A mailbox. */
export const mailbox = locatorField('Mailbox', 'mailboxId', 'searchMailboxes');

/** A network. */
export const network = locatorField('Network', 'networkId', 'searchNetworks');

/** What a callback is limited to. Page: rest-api/callbacks/create-callback. */
export const callbackScope: Field[] = [
	mailbox({ description: 'Only events of this mailbox. Leave empty for all mailboxes of the network.' }),
	network({ description: 'Only events of this network' }),
];
