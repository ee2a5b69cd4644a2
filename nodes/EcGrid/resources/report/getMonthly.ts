import { requiredField } from '../../fields/field';
import { report } from '../../fields/locator';
import { reportMonth } from '../../fields/month';
import type { Operation } from '../operation';

/** Page: rest-api/reports/monthly-report. Its name of the report's ID is another: row I8 of the sheet. */
export const getMonthly: Operation = {
	value: 'getMonthly',
	name: 'Get Monthly',
	action: 'Get monthly report',
	description: 'Run a report for a month, one item for each row. The fields depend on the report.',
	endpoint: 'POST /v2/reports/monthly',
	idempotent: true,
	fields: [
		{ ...requiredField(report({ description: 'The report to run' })), in: 'body', apiName: 'report' },
		reportMonth,
	],
	list: {},
};
