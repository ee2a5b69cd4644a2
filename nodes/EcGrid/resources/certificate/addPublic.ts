import {
	beginUsage,
	certificateComm,
	certificateType,
	certificateUsage,
	keyNames,
} from '../../fields/certificate';
import { certificateInput } from '../../fields/certificateInput';
import { textField } from '../../fields/constructors';
import { webAddress } from '../../fields/webAddress';
import type { Operation } from '../operation';
import { HOW_TO_VERIFY } from './howToVerify';
import { sendCertificate } from './sendCertificate';

/** Page: rest-api/certificates/add-public. */
export const addPublic: Operation = {
	value: 'addPublic',
	name: 'Add Public',
	action: 'Add public certificate',
	description:
		"Give a comm a partner's public certificate, to encrypt files or check signatures. The node refuses a private key.",
	endpoint: 'POST /v2/certificates/add-public',
	idempotent: false,
	howToVerify: HOW_TO_VERIFY,
	returnsData: true,
	fields: [
		certificateComm,
		certificateType,
		...certificateInput({
			typeOptions: { rows: 8 },
			description: 'The public certificate or key as PEM text, or Base64 of its file',
		}),
	],
	additionalFields: [
		beginUsage,
		certificateUsage,
		...keyNames,
		textField({
			displayName: 'Partner Comm ID',
			name: 'partnerCommId',
			description: "The partner's identifier as text, such as its AS2 ID",
		}),
		textField(
			{
				displayName: 'Partner URL',
				name: 'partnerUrl',
				placeholder: 'e.g. https://as2.example.com/receive',
				description: 'The address at which the partner receives files',
			},
			webAddress,
		),
	],
	...sendCertificate('public'),
};
