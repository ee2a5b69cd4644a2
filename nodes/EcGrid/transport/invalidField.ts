import { UserError } from 'n8n-workflow';

/** Bad input in one field, as an error that names the field. `problem` completes the sentence that begins with its label. */
export const invalidField = (label: string, problem: string): UserError =>
	new UserError(`“${label}” ${problem}`);
