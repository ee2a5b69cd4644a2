import type { IDataObject } from 'n8n-workflow';

import { pair } from '../../fields/commFields';
import { comm } from '../../fields/locator';
import { isRecord } from '../../transport/record';
import type { ItemRequest, Operation } from '../operation';

/** The comms of the pair, or only that it is set, if ECGrid names none. */
function output(data: unknown, { ids }: ItemRequest): IDataObject[] {
	const comms = [data].flat().filter(isRecord);
	return comms.length > 0 ? comms.map((each) => ({ ...ids, ...each })) : [{ success: true, ...ids }];
}

/** Page: rest-api/comms/set-pair. */
export const setPair: Operation = {
	value: 'setPair',
	name: 'Set Pair',
	action: 'Set pair of ECGrid IDs',
	description: 'Choose the comm for files from one ECGrid ID to another, which live deliveries use',
	endpoint: 'POST /v2/comms/set-pair',
	idempotent: true,
	fields: pair,
	additionalFields: [
		comm({ description: 'The comm to use. ECGrid does not document what happens without one.' }),
	],
	output,
};
