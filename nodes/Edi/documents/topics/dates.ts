import { DATES } from '../codes/dates';
import { dateInFormat, dateTime, keyed } from '../engine/mappings';
import { segment } from '../engine/rules';

/** DTM with its qualifier, of a document or a line. */
export const x12Dates = segment('DTM', [keyed('1', 'dates', DATES, (field) => [dateTime('2', '3', field)])], {
	isRepeated: true,
});

/** DTM with C507. */
export const edifactDates = segment(
	'DTM',
	[keyed('1.1', 'dates', DATES, (field) => [dateInFormat('1.2', '1.3', field)])],
	{ isRepeated: true },
);
