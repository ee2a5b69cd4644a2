import { commIdentifier } from '../../fields/commFields';
import { commType } from '../../fields/commType';
import { requiredField } from '../../fields/field';
import { mailbox } from '../../fields/locator';
import { useType } from '../../fields/useType';
import type { Operation } from '../operation';

/** Page: rest-api/comms/create-comm. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create comm',
	description: 'Give a mailbox a channel, such as AS2 or SFTP. To set up its protocol, use Update Config.',
	endpoint: 'POST /v2/comms/create',
	idempotent: false,
	howToVerify: 'Comm → Find shows whether a comm with the identifier exists.',
	returnsData: 'something',
	fields: [
		requiredField(mailbox({ description: 'The mailbox that the comm belongs to' })),
		requiredField(commType({ description: 'The protocol of the comm' })),
		requiredField(commIdentifier({ description: 'The identifier of the comm, such as its AS2 ID' })),
	],
	additionalFields: [useType({ description: 'What the comm is for' })],
};
