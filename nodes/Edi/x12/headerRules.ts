import type { Moment } from '../interchange/noteMoments';
import { isDate, isTime } from '../interchange/values';

/** What an element of ISA may be. */
export interface ElementRule {
	element: number;
	isValid: (value: string) => boolean;
	/** What TA1 says of it. */
	ta1: string;
	expected: string;
}

const matches = (pattern: RegExp) => (value: string) => pattern.test(value);

/** Elements of ISA and what they may be. X12.5; TA1 note codes (element I18). */
export const CODE_RULES: ElementRule[] = [
	{ element: 1, isValid: matches(/^0[0-6]$/), ta1: '010', expected: '00 to 06' },
	{ element: 3, isValid: matches(/^0[01]$/), ta1: '012', expected: '00 or 01' },
	{ element: 5, isValid: matches(/^[A-Z0-9]{2}$/), ta1: '005', expected: 'two letters or digits' },
	{ element: 6, isValid: (value) => value.trim() !== '', ta1: '006', expected: 'the sender' },
	{ element: 7, isValid: matches(/^[A-Z0-9]{2}$/), ta1: '007', expected: 'two letters or digits' },
	{ element: 8, isValid: (value) => value.trim() !== '', ta1: '008', expected: 'the receiver' },
	{ element: 12, isValid: matches(/^\d{5}$/), ta1: '017', expected: 'five digits' },
	{ element: 13, isValid: matches(/^\d{1,9}$/), ta1: '018', expected: 'up to nine digits' },
	{ element: 14, isValid: matches(/^[01]$/), ta1: '019', expected: '0 or 1' },
	{ element: 15, isValid: matches(/^[PTI]$/), ta1: '020', expected: 'P, T or I' },
];

export const isIsaDate = (value: string): boolean => value.length === 6 && isDate(value);

/** The dates and times of ISA and of GS. X12.5. */
export const ISA_MOMENTS: Moment[] = [
	{
		code: 'interchange-date',
		name: 'ISA09',
		element: 9,
		isValid: isIsaDate,
		expected: 'date (YYMMDD)',
		isMandatory: true,
	},
	{
		code: 'interchange-time',
		name: 'ISA10',
		element: 10,
		isValid: isTime,
		expected: 'time (HHMM)',
		isMandatory: true,
	},
];
export const GS_MOMENTS: Moment[] = [
	{ code: 'group-date', name: 'GS04', element: 4, isValid: isDate, expected: 'date' },
	{ code: 'group-date', name: 'GS05', element: 5, isValid: isTime, expected: 'time' },
];

/** The longest values of GS01 to GS08, and of ST01 to ST03. X12.5; data element dictionary. */
export const LENGTHS: Record<string, number[]> = { GS: [2, 15, 15, 8, 8, 9, 2, 12], ST: [3, 9, 35] };
/** The elements of GS and ST that have to be there. */
export const MANDATORY: Record<string, number[]> = { GS: [1, 2, 3, 4, 5, 6, 7, 8], ST: [1, 2] };
