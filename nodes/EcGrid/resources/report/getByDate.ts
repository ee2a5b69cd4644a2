import { requiredField } from '../../fields/field';
import { report } from '../../fields/locator';
import { reportSpan } from '../../fields/reportSpan';
import type { Operation } from '../operation';

const { fields, validate } = reportSpan('Date');

/** Page: rest-api/reports/report-by-date. */
export const getByDate: Operation = {
	value: 'getByDate',
	name: 'Get by Date',
	action: 'Get report by date',
	description: 'Run a report for some days, one item for each row. The fields depend on the report.',
	endpoint: 'POST /v2/reports/bydate',
	idempotent: true,
	fields: [requiredField(report({ description: 'The report to run' })), ...fields],
	validate,
	list: {},
};
