import { booleanField } from '../../fields/constructors';
import { inPath } from '../../fields/field';
import type { Operation } from '../operation';

/** Page: rest-api/reports/report-list. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many reports',
	description: 'List the reports that ECGrid has, with their IDs and descriptions',
	endpoint: 'GET /v2/reports/{ShowInactive}',
	idempotent: true,
	fields: [
		inPath(
			booleanField({
				displayName: 'Include Inactive',
				name: 'includeInactive',
				description: 'Whether to list reports that are no longer in use, too',
			}),
			'ShowInactive',
		),
	],
	list: {},
};
