import { certificateComm, certKeyId } from '../../fields/certificate';
import type { Operation } from '../operation';

/** Page: rest-api/certificates/terminate-certificate. */
export const terminate: Operation = {
	value: 'terminate',
	name: 'Terminate',
	action: 'Terminate certificate',
	description: 'Permanently end a certificate and the AS2 deliveries with it, which cannot be undone',
	endpoint: 'POST /v2/certificates/terminate',
	idempotent: true,
	dangerous: true,
	fields: [certificateComm, certKeyId],
};
