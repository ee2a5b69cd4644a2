import { direction } from '../../fields/direction';
import { requiredField } from '../../fields/field';
import { reportSpan } from '../../fields/reportSpan';
import type { Operation } from '../operation';

const { fields, validate } = reportSpan('Time');

/** Page: rest-api/reports/interchange-stats. */
export const getInterchangeStats: Operation = {
	value: 'getInterchangeStats',
	name: 'Get Interchange Stats',
	action: 'Get interchange stats',
	description: 'Count the interchanges and bytes of a time span, one item for each period',
	endpoint: 'POST /v2/reports/interchange-stats',
	idempotent: true,
	fields: [...fields, requiredField(direction({ description: 'Which interchanges to count' }))],
	validate,
	list: {},
};
