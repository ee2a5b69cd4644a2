import { inPath } from '../../fields/field';
import { carbonCopy } from '../../fields/locator';
import type { Operation } from '../operation';

/** Page: rest-api/carbon-copies/delete-carbon-copy. */
export const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete carbon copy',
	description:
		'Permanently delete a carbon copy, which cannot be undone. No more files are copied. To pause it, use Update.',
	endpoint: 'DELETE /v2/carboncopies/{id}',
	idempotent: true,
	fields: [inPath(carbonCopy({ description: 'The carbon copy to delete' }))],
};
