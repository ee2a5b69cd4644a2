import { direction } from '../../fields/direction';
import { requiredField } from '../../fields/field';
import { carbonCopy } from '../../fields/locator';
import { objectStatus } from '../../fields/status';
import type { Operation } from '../operation';
import { checkSomethingToUpdate } from '../somethingToUpdate';

/** Page: rest-api/carbon-copies/update-carbon-copy. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update carbon copy',
	description:
		'Change a carbon copy; the status Terminated ends it permanently, which cannot be undone. Fields that you leave out stay as they are.',
	endpoint: 'PUT /v2/carboncopies/update',
	idempotent: true,
	fields: [requiredField(carbonCopy({ description: 'The carbon copy to change' }))],
	additionalFields: [
		direction({ description: 'Which files are copied from now on' }),
		objectStatus({
			description:
				'The new status. Suspended pauses the copies. Terminated ends the carbon copy permanently, which cannot be undone.',
		}),
	],
	validate: checkSomethingToUpdate,
};
