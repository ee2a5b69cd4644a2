import { documentType } from '../../fields/texts';
import { ecGridIdFrom, ecGridIdTo } from '../../fields/ids';
import { requiredField } from '../../fields/field';
import type { Operation } from '../operation';
import { REACHES_PARTNER } from '../reachesPartner';
import { newParcel } from './newParcel';

/** Page: rest-api/parcels/send-test-file. */
export const sendTestFile: Operation = {
	value: 'sendTestFile',
	name: 'Send Test File',
	action: 'Send test file',
	description: 'Have ECGrid generate an EDI file and really deliver it, which cannot be undone',
	hintBefore: REACHES_PARTNER,
	endpoint: 'POST /v2/parcels/send-test-file',
	idempotent: false,
	howToVerify: 'Parcel → Get Many Outbox lists the sent parcels.',
	returnsData: true,
	fields: [
		requiredField(ecGridIdFrom('The ECGrid ID that the test file is sent from')),
		requiredField(ecGridIdTo('The ECGrid ID of the partner that receives the test file')),
	],
	additionalFields: [documentType],
	output: newParcel,
};
