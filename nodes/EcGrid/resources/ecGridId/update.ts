import { ediStandard } from '../../fields/ediStandard';
import { inPath } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import { objectStatus } from '../../fields/status';
import { checkSomethingToUpdate } from '../somethingToUpdate';
import type { Operation } from '../operation';
import { description } from './description';

/** Page: rest-api/ids/update-id. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update ECGrid ID',
	description:
		'Change an ECGrid ID; the status Terminated ends it permanently, which cannot be undone. Fields that you leave out stay as they are.',
	endpoint: 'PUT /v2/ids/{id}',
	idempotent: true,
	fields: [inPath(ecGridId({ description: 'The ECGrid ID to change' }))],
	additionalFields: [
		description('The new name or note for people'),
		ediStandard({ description: 'The new standard of the files' }),
		objectStatus({
			description:
				'The new status. Terminated ends the ECGrid ID permanently, which cannot be undone. For a status that is not listed, use an expression.',
		}),
	],
	validate: checkSomethingToUpdate,
};
