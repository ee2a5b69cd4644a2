import { dateTimeField } from './constructors';
import { endAfterBegin } from './endAfterBegin';
import type { Field } from './field';

const from = dateTimeField({
	displayName: 'Created From',
	name: 'beginDate',
	description:
		'Only objects created at this time or later. A date without a time means the beginning of that day.',
});

const until = dateTimeField({
	displayName: 'Created Until',
	name: 'endDate',
	description:
		'Only objects created at this time or earlier. A date without a time means the beginning of that day.',
});

/** The time span that filters a list. */
export const timeSpan: Field[] = [from, until];

/** Refuses a time span that doesn't end after it begins, such as the same day twice: its list would be empty. */
export const checkTimeSpan = endAfterBegin(from, until);
