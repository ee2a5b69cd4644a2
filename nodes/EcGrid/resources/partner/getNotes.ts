import { requiredField } from '../../fields/field';
import { partner, partnersOf } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/partners/list-notes. */
export const getNotes: Operation = {
	value: 'getNotes',
	name: 'Get Many Notes',
	action: 'Get many notes of partner',
	description: 'List the notes of a partner, with their time and author',
	endpoint: 'POST /v2/partners/notelist',
	idempotent: true,
	fields: [partnersOf, requiredField(partner({ description: 'The partner whose notes to list' }))],
	list: {},
};
