import { pair } from '../../fields/commFields';
import type { Operation } from '../operation';

/** Page: rest-api/comms/comm-pair. */
export const getPair: Operation = {
	value: 'getPair',
	name: 'Get Pair',
	action: 'Get pair of ECGrid IDs',
	description: 'List the comms that carry files from one ECGrid ID to another, one item each',
	endpoint: 'POST /v2/comms/pair',
	idempotent: true,
	fields: pair,
	perform: async ({ request, ids, rows }) =>
		(await rows(request)).map((comm) => ({ json: { ...ids, ...comm } })),
};
