import type { IPollFunctions } from 'n8n-workflow';

/** Whether n8n is starting with workflows that were published earlier, rather than publishing one now. */
export const isN8nStarting = (context: Pick<IPollFunctions, 'getActivationMode'>): boolean =>
	['init', 'leadershipChange'].includes(context.getActivationMode());
