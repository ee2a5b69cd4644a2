import type { IPollFunctions } from 'n8n-workflow';

/** Whether n8n is only coming up again with workflows that were published before. */
export const isN8nStarting = (context: Pick<IPollFunctions, 'getActivationMode'>): boolean =>
	['init', 'leadershipChange'].includes(context.getActivationMode());
