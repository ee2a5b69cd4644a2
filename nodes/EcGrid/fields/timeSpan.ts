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
