import { inPath } from '../../fields/field';
import { partner, partnersOf } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/partners/delete-partner. */
export const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete partner',
	description:
		'Permanently end the exchange of files of two ECGrid IDs, which cannot be undone. Parcels in transit still arrive.',
	endpoint: 'DELETE /v2/partners/{id}',
	idempotent: true,
	fields: [partnersOf, inPath(partner({ description: 'The partner to delete' }))],
};
