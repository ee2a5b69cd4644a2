import { requiredField } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import type { Operation } from '../operation';
import { description } from './description';

/** Page: rest-api/ids/update-description. */
export const updateDescription: Operation = {
	value: 'updateDescription',
	name: 'Update Description',
	action: 'Update description of ECGrid ID',
	description: 'Change only the name or note that an ECGrid ID has for people',
	endpoint: 'POST /v2/ids/tp-update-description',
	idempotent: true,
	fields: [
		requiredField(ecGridId({ description: 'The ECGrid ID to change' })),
		requiredField(description('The new name or note for people')),
	],
	output: (_, { request, ids }) => ({ success: true, ...ids, description: request.body?.description }),
};
