import { beginUsage, certificateComm, certificateUsage, secureHashAlgorithm } from '../../fields/certificate';
import { dateTimeField, textField } from '../../fields/constructors';
import { endAfterBegin } from '../../fields/endAfterBegin';
import type { Operation } from '../operation';
import { HOW_TO_VERIFY } from './howToVerify';

const expires = dateTimeField({
	displayName: 'Expires',
	name: 'expires',
	description: 'When the certificate stops being valid',
});

/** Page: rest-api/certificates/create-certificate. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create certificate',
	description: 'Have ECGrid make a new key pair and certificate for a comm',
	endpoint: 'POST /v2/certificates/create',
	idempotent: false,
	howToVerify: HOW_TO_VERIFY,
	returnsData: true,
	fields: [certificateComm],
	additionalFields: [
		beginUsage,
		certificateUsage,
		secureHashAlgorithm,
		expires,
		textField({
			displayName: 'Partner AS2 ID',
			name: 'partnerAs2Id',
			placeholder: 'e.g. GREENFIELD-AS2',
			description: 'The AS2 ID of the partner that the certificate is for',
		}),
	],
	validate: endAfterBegin(beginUsage, expires),
};
