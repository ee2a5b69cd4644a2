import { requiredField } from '../../fields/field';
import { partner, partnersOf } from '../../fields/locator';
import { note } from '../../fields/texts';
import type { Operation } from '../operation';

/** Page: rest-api/partners/add-note. */
export const addNote: Operation = {
	value: 'addNote',
	name: 'Add Note',
	action: 'Add note to partner',
	description: 'Attach a note to a partner: ECGrid has no operation that removes it',
	endpoint: 'POST /v2/partners/note',
	idempotent: false,
	howToVerify: 'Partner → Get Many Notes lists the notes of a partner.',
	fields: [
		partnersOf,
		requiredField(partner({ description: 'The partner that the note is about' })),
		note({
			placeholder: 'e.g. Test orders are agreed until May',
			description: 'Free text that ECGrid attaches to the partner',
		}),
	],
};
