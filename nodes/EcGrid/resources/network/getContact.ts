import type { INodePropertyOptions } from 'n8n-workflow';

import { enumField } from '../../fields/constructors';
import { requiredField } from '../../fields/field';
import { network } from '../../fields/locator';
import { objectsGotten } from '../defaultOutput';
import type { Operation } from '../operation';

/** Page: appendix/enums. */
const contactTypes: INodePropertyOptions[] = [
	{ name: 'Owner', value: 'Owner', description: 'The owner of the account' },
	{ name: 'Accounting', value: 'Accounting', description: 'Who receives invoices' },
	{ name: 'Customer Service', value: 'CustomerService', description: 'Who answers questions' },
	{ name: 'Errors', value: 'Errors', description: 'Who is told of errors' },
	{ name: 'Interconnects', value: 'Interconnects', description: 'Who arranges new partners' },
	{ name: 'Notices', value: 'Notices', description: 'Who receives general notices' },
	{ name: 'Reports', value: 'Reports', description: 'Who receives reports' },
];

/** Page: rest-api/networks/get-contact. */
export const getContact: Operation = {
	value: 'getContact',
	name: 'Get Contact',
	action: 'Get contact of network',
	description:
		'Retrieve the name, e-mail address and phone of a contact. Needs an API key of a Network Admin or higher.',
	endpoint: 'POST /v2/networks/get-contact',
	idempotent: true,
	leastAuthLevel: 'NetworkAdmin',
	fields: [
		requiredField(network({ description: 'The network whose contact to retrieve' })),
		requiredField(
			enumField('NetworkContactType', contactTypes, {
				displayName: 'Contact Type',
				name: 'contactType',
				description: 'What the contact is responsible for',
			}),
		),
	],
	output: objectsGotten,
};
