import type { INodePropertyOptions } from 'n8n-workflow';

import { dateTimeField, enumField, idField, textField } from './constructors';
import { requiredField, type Field } from './field';
import { comm } from './locator';

/** Page: appendix/enums. */
const types: INodePropertyOptions[] = [
	{ name: 'X.509', value: 'X509', description: 'For AS2 and TLS' },
	{ name: 'PGP', value: 'PGP', description: 'For files encrypted with PGP' },
	{ name: 'SSH', value: 'SSH', description: 'For SFTP' },
];

/** Page: appendix/enums. */
const usages: INodePropertyOptions[] = [
	{ name: 'Encryption and Signature', value: 'EncryptionAndSignature', description: 'For both' },
	{ name: 'Encryption', value: 'Encryption', description: 'To encrypt files' },
	{ name: 'Signature', value: 'Signature', description: 'To sign files' },
	{ name: 'SSL', value: 'SSL', description: 'To secure connections' },
];

/** Page: rest-api/certificates/create-certificate, and row N19 of the sheet. */
const hashes: INodePropertyOptions[] = [
	{ name: 'SHA-256', value: 'SHA256', description: '256 bits' },
	{ name: 'SHA-384', value: 'SHA384', description: '384 bits' },
	{ name: 'SHA-512', value: 'SHA512', description: '512 bits' },
	{ name: 'SHA-1', value: 'SHA1', description: 'Insecure. Only for partners that have nothing else.' },
];

/** The comm of a certificate. */
export const certificateComm = requiredField(comm({ description: 'The comm that uses the certificate' }));

export const certificateType = requiredField(
	enumField('CertificateType', types, {
		displayName: 'Certificate Type',
		name: 'certType',
		description: 'The kind of certificate',
	}),
);

export const certificateUsage = enumField('CertificateUsage', usages, {
	displayName: 'Usage',
	name: 'usage',
	description: 'What ECGrid uses the certificate for',
});

export const beginUsage = dateTimeField({
	displayName: 'Use From',
	name: 'beginUsage',
	description: 'When ECGrid starts to use the certificate',
});

export const secureHashAlgorithm = enumField('CertificateSecureHashAlgorithm', hashes, {
	displayName: 'Hash Algorithm',
	name: 'secureHashAlgorithm',
	description: 'The algorithm that signs the certificate',
});

/** The ID of a certificate. No documented response contains it: section 2.10 of the sheet. */
export const certKeyId = requiredField(
	idField({
		displayName: 'Certificate Key ID',
		name: 'certKeyId',
		placeholder: 'e.g. 2201',
		description:
			"ECGrid's ID of the certificate. No operation returns it: look it up in ECGrid's portal, or ask ECGrid's support.",
	}),
);

/** IDs of a key that ECGrid takes as text. They aren't IDs of ECGrid's keys and users. */
export const keyNames: Field[] = [
	{
		...textField({
			displayName: 'Key ID',
			name: 'certificateKeyName',
			description: 'The ID of the key as text, such as that of a PGP key. It is no ID of an API key.',
		}),
		apiName: 'keyId',
	},
	{
		...textField({
			displayName: 'User ID',
			name: 'certificateUserName',
			description: 'The user ID of the key as text, such as that of a PGP key',
		}),
		apiName: 'userId',
	},
];
