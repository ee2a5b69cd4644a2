import { dateTimeField } from './constructors';
import { endAfterBegin } from './endAfterBegin';
import { requiredField, type Field } from './field';

const WITHOUT_TIME = 'A date without a time means the beginning of that day.';

/** The time span of a report, and its check. Pages: rest-api/reports/report-by-date, rest-api/reports/interchange-stats. */
export function reportSpan(unit: 'Date' | 'Time') {
	const [start, end] = (
		[
			['Start', 'begins'],
			['End', 'ends'],
		] as const
	).map(([edge, verb]) =>
		requiredField(
			dateTimeField({
				displayName: `${edge} ${unit}`,
				name: `${edge.toLowerCase()}${unit}`,
				description: `When the report ${verb}. ${WITHOUT_TIME}`,
			}),
		),
	) as [Field, Field];
	return { fields: [start, end], validate: endAfterBegin(start, end) };
}
