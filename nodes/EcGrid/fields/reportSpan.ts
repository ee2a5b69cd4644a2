import type { IDataObject } from 'n8n-workflow';

import { invalidField } from '../transport/invalidField';
import { dateTimeField } from './constructors';
import { requiredField, type Field } from './field';

const WITHOUT_TIME = 'A date without a time means the beginning of that day.';

/** The time span of a report, and its check. Pages: rest-api/reports/report-by-date, rest-api/reports/interchange-stats. */
export function reportSpan(unit: 'Date' | 'Time') {
	const [start, end] = [`start${unit}`, `end${unit}`];
	const [startLabel, endLabel] = [`Start ${unit}`, `End ${unit}`];
	const fields = [
		requiredField(
			dateTimeField({
				displayName: startLabel,
				name: start,
				description: `When the report begins. ${WITHOUT_TIME}`,
			}),
		),
		requiredField(
			dateTimeField({
				displayName: endLabel,
				name: end,
				description: `When the report ends. ${WITHOUT_TIME}`,
			}),
		),
	] as Field[];
	const validate = ({ request: { body = {} } }: { request: { body?: IDataObject } }): void => {
		if (Date.parse(String(body[end])) > Date.parse(String(body[start]))) return;
		throw invalidField(endLabel, `must be later than “${startLabel}”. Enter a later one.`);
	};
	return { fields, validate };
}
