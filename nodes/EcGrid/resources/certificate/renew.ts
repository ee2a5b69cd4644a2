import { certificateComm, certKeyId, secureHashAlgorithm } from '../../fields/certificate';
import { countField } from '../../fields/constructors';
import type { Operation } from '../operation';
import { HOW_TO_VERIFY } from './howToVerify';

/** Page: rest-api/certificates/renew-certificate. */
export const renew: Operation = {
	value: 'renew',
	name: 'Renew',
	action: 'Renew certificate',
	description: 'Have ECGrid replace a certificate: partners need the new one before the overlap ends',
	endpoint: 'POST /v2/certificates/renew',
	idempotent: false,
	howToVerify: HOW_TO_VERIFY,
	returnsData: true,
	fields: [certificateComm, certKeyId],
	additionalFields: [
		countField(
			{
				displayName: 'Overlap Days',
				name: 'overlapDays',
				description: 'For how many days the previous certificate stays valid beside the new one',
			},
			{ minValue: 0, value: 30 },
		),
		secureHashAlgorithm,
		countField(
			{
				displayName: 'Years',
				name: 'years',
				description: 'For how many years the new certificate is valid',
			},
			{ minValue: 1, value: 2 },
		),
	],
};
