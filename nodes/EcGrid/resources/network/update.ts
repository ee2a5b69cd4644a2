import { companyName } from '../../fields/companyName';
import { textField } from '../../fields/constructors';
import { requiredField } from '../../fields/field';
import { network } from '../../fields/locator';
import { text, type Parser } from '../../fields/parsers';
import { quoted } from '../../fields/values';
import { webAddress } from '../../fields/webAddress';
import { invalidField } from '../../transport/invalidField';
import { checkSomethingToUpdate } from '../somethingToUpdate';
import type { Operation } from '../operation';

const stateCode: Parser<string> = (value, label) => {
	const entered = text(value, label)?.trim();
	if (entered === undefined || /^[\p{L}\p{N}]{2}$/u.test(entered)) return entered;
	throw invalidField(label, `must be a code of two characters, such as NY, not ${quoted(value)}.`);
};

/** Page: rest-api/networks/update-network. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update network',
	description:
		"Change a network's name or address. Needs an API key of a Network Admin or higher. The output doesn't contain the address.",
	endpoint: 'PUT /v2/networks',
	idempotent: true,
	leastAuthLevel: 'NetworkAdmin',
	fields: [requiredField(network({ description: 'The network to change' }))],
	additionalFields: [
		companyName({ description: 'The new name of the company' }),
		textField({
			displayName: 'Address 1',
			name: 'address1',
			placeholder: 'e.g. 12 Harbor Street',
			description: 'The first line of the address',
		}),
		textField({
			displayName: 'Address 2',
			name: 'address2',
			placeholder: 'e.g. Building C',
			description: 'The second line of the address',
		}),
		textField({
			displayName: 'City',
			name: 'city',
			placeholder: 'e.g. Albany',
			description: 'The city of the address',
		}),
		textField(
			{
				displayName: 'State',
				name: 'state',
				placeholder: 'e.g. NY',
				description: 'The state of the address, as a code of two characters',
			},
			stateCode,
		),
		textField({
			displayName: 'ZIP Code',
			name: 'zip',
			placeholder: 'e.g. 12207',
			description: 'The ZIP or postal code of the address',
		}),
		textField({
			displayName: 'Phone',
			name: 'phone',
			placeholder: 'e.g. +1 555 0100',
			description: 'The phone number of the company',
		}),
		textField(
			{
				displayName: 'Website',
				name: 'website',
				placeholder: 'e.g. https://www.example.com',
				description: 'The address of the website of the company',
			},
			webAddress,
		),
	],
	validate: checkSomethingToUpdate,
};
