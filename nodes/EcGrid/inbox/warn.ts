import type { IPollFunctions } from 'n8n-workflow';

/** Writes a warning to n8n's log. */
export const warn = (context: IPollFunctions, message: string) =>
	context.logger.warn(`ECGrid Inbox Trigger: ${message}`);
