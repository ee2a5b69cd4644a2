import { ediId, qualifier } from '../../fields/qualifiedId';
import type { Operation } from '../operation';

/** Page: rest-api/ids/find-id, and row N1 of the sheet. */
export const find: Operation = {
	value: 'find',
	name: 'Find',
	action: 'Find ECGrid ID',
	description: 'Look up a trading partner by its qualifier and ID. Several networks may have the same pair.',
	endpoint: 'POST /v2/ids/find',
	idempotent: true,
	fields: [
		qualifier({ description: 'The code before the ID, as in ISA05 or ISA07 of an X12 file' }),
		ediId({ description: 'The ID itself, as in ISA06 or ISA08 of an X12 file' }),
	],
	list: {},
};
