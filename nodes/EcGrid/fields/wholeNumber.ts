import { UserError } from 'n8n-workflow';

import type { Reader } from './readers';

/** A whole number within a range that includes both ends. */
export const wholeNumber =
	(min: number, max: number): Reader =>
	(value, label) => {
		if (value === undefined || value === null || value === '') return undefined;
		const number = typeof value === 'object' ? NaN : Number(value);
		if (Number.isInteger(number) && number >= min && number <= max) return number;
		throw new UserError(
			`${label} must be a whole number from ${min} to ${max}, not “${typeof value === 'object' ? JSON.stringify(value) : String(value)}”.`,
		);
	};
