import type { IDataObject } from 'n8n-workflow';

import { invalidField } from '../transport/invalidField';
import { dateTimeField } from './constructors';
import type { Field } from './field';

/** The time span that filters a list. */
export const timeSpan: Field[] = [
	dateTimeField({
		displayName: 'Created From',
		name: 'beginDate',
		description:
			'Only objects created at this time or later. A date without a time means the beginning of that day.',
	}),
	dateTimeField({
		displayName: 'Created Until',
		name: 'endDate',
		description:
			'Only objects created at this time or earlier. A date without a time means the beginning of that day.',
	}),
];

/** Refuses a time span that ends before it begins: its list would be empty. */
export function checkTimeSpan({ request: { body } }: { request: { body?: IDataObject } }): void {
	const { beginDate, endDate } = body ?? {};
	if (beginDate === undefined || endDate === undefined) return;
	if (Date.parse(String(endDate)) < Date.parse(String(beginDate))) {
		throw invalidField(
			'Created Until',
			'is before “Created From”, so no object can match. Enter a later time, or leave one of them out.',
		);
	}
}
