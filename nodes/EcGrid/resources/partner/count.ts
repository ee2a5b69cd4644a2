import { requiredField } from '../../fields/field';
import { ecGridId } from '../../fields/locator';
import { objectStatusFilter } from '../../fields/status';
import { bareValue } from '../bareValue';
import type { Operation } from '../operation';

/** Page: rest-api/partners/count-partners. */
export const count: Operation = {
	value: 'count',
	name: 'Count',
	action: 'Count partners',
	description: 'Retrieve how many partners an ECGrid ID has',
	endpoint: 'POST /v2/partners/count',
	idempotent: true,
	fields: [requiredField(ecGridId({ description: 'The ECGrid ID whose partners to count' }))],
	additionalFields: [objectStatusFilter('partners')],
	output: bareValue('count'),
};
