import { inPath } from '../../fields/field';
import { outboundInterchange } from '../../fields/locator';
import type { Operation } from '../operation';
import { REACHES_PARTNER } from '../reachesPartner';

/** Page: rest-api/interchanges/resend-interchange. */
export const resend: Operation = {
	value: 'resend',
	name: 'Resend',
	action: 'Resend interchange',
	description:
		'Send an interchange to its original recipient again, which cannot be undone. If the first one arrived, the recipient has it twice.',
	hintBefore: REACHES_PARTNER,
	endpoint: 'POST /v2/interchanges/resend/{id}',
	idempotent: false,
	howToVerify: 'Interchange → Get Many Outbox lists the sent interchanges.',
	fields: [inPath(outboundInterchange({ description: 'The outbound interchange to send again' }))],
};
