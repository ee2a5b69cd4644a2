import { ediStandard } from '../../fields/ediStandard';
import { requiredField } from '../../fields/field';
import { mailbox } from '../../fields/locator';
import { ediId, qualifier } from '../../fields/qualifiedId';
import { routingGroup } from '../../fields/routingGroup';
import type { Operation } from '../operation';
import { description } from './description';

/** Page: rest-api/ids/create-id. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create ECGrid ID',
	description: 'Register a qualifier and an ID as a trading partner of a mailbox',
	endpoint: 'POST /v2/ids',
	idempotent: false,
	howToVerify: 'ECGrid ID → Find lists the ECGrid IDs with a qualifier and an ID.',
	returnsData: 'something',
	fields: [
		requiredField(mailbox({ description: 'The mailbox that sends and receives the files of the ID' })),
		qualifier({ description: 'The code before the ID, as in ISA05 or ISA07 of an X12 file' }),
		ediId({ description: 'The ID itself, as in ISA06 or ISA08 of an X12 file' }),
	],
	additionalFields: [
		description('A name or note for people'),
		ediStandard({ description: 'The standard of the files. ECGrid uses X12 if you add none.' }),
		routingGroup,
	],
};
