import { commIdentifier } from '../../fields/commFields';
import { requiredField } from '../../fields/field';
import { comm } from '../../fields/locator';
import { objectStatus } from '../../fields/status';
import type { Operation } from '../operation';
import { checkSomethingToUpdate } from '../somethingToUpdate';

/** Page: rest-api/comms/update-comm. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update comm',
	description:
		'Change a comm; the status Terminated ends it permanently, which cannot be undone. Fields that you leave out stay as they are.',
	endpoint: 'PUT /v2/comms/update',
	idempotent: true,
	fields: [requiredField(comm({ description: 'The comm to change' }))],
	additionalFields: [
		commIdentifier({ description: 'The new identifier, such as an AS2 ID' }),
		objectStatus({
			description:
				'The new status. Suspended stops the comm for the time being. Terminated ends it permanently, which cannot be undone.',
		}),
	],
	validate: checkSomethingToUpdate,
};
