import {
	beginUsage,
	certificateComm,
	certificateType,
	certificateUsage,
	keyNames,
} from '../../fields/certificate';
import { certificateInput } from '../../fields/certificateInput';
import { secretField } from '../../fields/constructors';
import type { Operation } from '../operation';
import { HOW_TO_VERIFY } from './howToVerify';
import { sendCertificate } from './sendCertificate';

/** Page: rest-api/certificates/add-private. */
export const addPrivate: Operation = {
	value: 'addPrivate',
	name: 'Add Private',
	action: 'Add private certificate',
	description:
		'Give a comm a certificate and its private key, which n8n stores if you type it in. Use a file or an expression instead. With the key, ECGrid can decrypt, sign or log in.',
	endpoint: 'POST /v2/certificates/add-private',
	idempotent: false,
	howToVerify: HOW_TO_VERIFY,
	returnsData: true,
	fields: [
		certificateComm,
		certificateType,
		...certificateInput({
			typeOptions: { password: true },
			description:
				'The certificate with its private key as PEM text, or Base64 of its file. The field keeps line breaks only in an expression.',
		}),
	],
	additionalFields: [
		beginUsage,
		certificateUsage,
		...keyNames,
		secretField({
			displayName: 'Password',
			name: 'password',
			description: 'The password of the file or private key, if it has one',
		}),
	],
	...sendCertificate('private'),
};
