import { beginUsage, certificateComm, certificateUsage, secureHashAlgorithm } from '../../fields/certificate';
import { dateTimeField, textField } from '../../fields/constructors';
import { invalidField } from '../../transport/invalidField';
import type { ItemRequest, Operation } from '../operation';
import { HOW_TO_VERIFY } from './howToVerify';

function validate({ request: { body = {} } }: ItemRequest): void {
	if (body.beginUsage === undefined || body.expires === undefined) return;
	if (Date.parse(String(body.expires)) > Date.parse(String(body.beginUsage))) return;
	throw invalidField('Expires', 'is not after “Use From”. Enter a later time, or leave one of them out.');
}

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
		dateTimeField({
			displayName: 'Expires',
			name: 'expires',
			description: 'When the certificate stops being valid',
		}),
		textField({
			displayName: 'Partner AS2 ID',
			name: 'partnerAs2Id',
			placeholder: 'e.g. GREENFIELD-AS2',
			description: 'The AS2 ID of the partner that the certificate is for',
		}),
	],
	validate,
};
