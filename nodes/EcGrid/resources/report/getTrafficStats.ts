import type { INodePropertyOptions } from 'n8n-workflow';

import { countField, dateTimeField, enumField } from '../../fields/constructors';
import { requiredField } from '../../fields/field';
import type { Operation } from '../operation';

/** Page: appendix/enums. */
const periods: INodePropertyOptions[] = [
	{ name: 'Hour', value: 'Hour', description: 'One item for each hour' },
	{ name: 'Day', value: 'Day', description: 'One item for each day' },
	{ name: 'Week', value: 'Week', description: 'One item for each week' },
	{ name: 'Month', value: 'Month', description: 'One item for each month' },
];

/** Page: rest-api/reports/traffic-stats. */
export const getTrafficStats: Operation = {
	value: 'getTrafficStats',
	name: 'Get Traffic Stats',
	action: 'Get traffic stats',
	description: 'Count what was sent and received, one item for each period, the oldest first',
	endpoint: 'POST /v2/reports/traffic-stats',
	idempotent: true,
	fields: [
		requiredField(
			dateTimeField({
				displayName: 'Target Time',
				name: 'targetTime',
				description:
					"The time that ECGrid counts the periods from. Each item says when its period begins and ends. ECGrid doesn't say whether the periods lead up to this time or follow it.",
			}),
		),
		requiredField(
			enumField(
				'StatisticsPeriod',
				periods,
				{ displayName: 'Period', name: 'period', description: 'How long a period is' },
				{ value: 'Day' },
			),
		),
		requiredField(
			countField(
				{
					displayName: 'Number of Periods',
					name: 'numPeriods',
					description: 'For how many periods to count',
				},
				{ minValue: 1, value: 7 },
			),
		),
	],
	list: {},
};
