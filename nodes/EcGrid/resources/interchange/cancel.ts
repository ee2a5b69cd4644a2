import { inPath } from '../../fields/field';
import { outboundInterchange } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/interchanges/cancel-interchange. */
export const cancel: Operation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel interchange',
	description:
		'Permanently stop an interchange that is not delivered yet, which cannot be undone. Send the file again instead.',
	endpoint: 'POST /v2/interchanges/cancel/{id}',
	idempotent: false,
	howToVerify: 'Interchange → Get shows the status.',
	fields: [inPath(outboundInterchange({ description: 'The outbound interchange to stop' }))],
};
