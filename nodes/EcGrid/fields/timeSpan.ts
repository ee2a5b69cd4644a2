import { dateTimeField } from './constructors';
import type { Field } from './field';

/** The time span that a list is limited to. */
export const timeSpan: Field[] = [
	dateTimeField({
		displayName: 'Created From',
		name: 'beginDate',
		description: 'Only what was created at this time or later. A date without a time means its beginning.',
	}),
	dateTimeField({
		displayName: 'Created Until',
		name: 'endDate',
		description: 'Only what was created at this time or earlier. A date without a time means its beginning.',
	}),
];
