import { requiredField } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import { objectStatusFilter } from '../../fields/status';
import type { Operation } from '../operation';

/** Page: rest-api/partners/list-partners. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many partners',
	description: 'List the partners of an ECGrid ID, with their status',
	endpoint: 'POST /v2/partners/list',
	idempotent: true,
	fields: [requiredField(ecGridId({ description: 'The ECGrid ID whose partners to list' }))],
	additionalFields: [objectStatusFilter('partners')],
	list: { recordsPerPage: 500 },
};
