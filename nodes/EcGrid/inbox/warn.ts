import type { IPollFunctions } from 'n8n-workflow';

/** Writes a sentence into n8n's log. */
export const warn = (context: IPollFunctions, message: string) =>
	context.logger.warn(`ECGrid Inbox Trigger: ${message}`);
