import { inPath } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/ids/delete-id. */
export const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete ECGrid ID',
	description:
		'Permanently delete an ECGrid ID, which cannot be undone. ECGrid stops routing its files at once.',
	endpoint: 'DELETE /v2/ids/{id}',
	idempotent: true,
	fields: [inPath(ecGridId({ description: 'The ECGrid ID to delete' }))],
};
