import type { INodeProperties } from 'n8n-workflow';

import type { Field } from './field';
import { intId } from './parsers';

const locator = (
	what: string,
	name: string,
	searchListMethod: string,
	description: string,
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

/** A mailbox, chosen from a list or by its ID. */
export const mailboxId = (description: string): Field => ({
	property: locator('Mailbox', 'mailboxId', 'searchMailboxes', description),
	in: 'body',
	type: 'int',
	parse: intId,
});

/** A network, chosen from a list or by its ID. */
export const networkId = (description: string): Field => ({
	property: locator('Network', 'networkId', 'searchNetworks', description),
	in: 'body',
	type: 'int',
	parse: intId,
});

/** What a callback is limited to. Page: rest-api/callbacks/create-callback. */
export const callbackScope: Field[] = [
	mailboxId('Only events of this mailbox. Leave empty for all mailboxes of the network.'),
	networkId('Only events of this network'),
];
