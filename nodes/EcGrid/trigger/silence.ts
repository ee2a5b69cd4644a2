import type { IPollFunctions } from 'n8n-workflow';

import { ecGridOf } from '../transport/credential';
import { EcGridError } from '../transport/failure';
import { ownerOf, type NodeContext } from './login';

/** Milliseconds for which an ECGrid that did not answer is taken to be silent. */
const SILENT = 60_000;

/** Whether n8n is only coming up again with workflows that were published before. */
export const isN8nStarting = (context: Pick<IPollFunctions, 'getActivationMode'>): boolean =>
	['init', 'leadershipChange'].includes(context.getActivationMode());

/** By `ecGridOf`: when that ECGrid did not answer, in epoch milliseconds, and to which trigger. */
const silent = new Map<string, { at: number; owner: string }>();

/**
 * Whether ECGrid left another trigger without an answer a moment ago. n8n starts its triggers one after another, and
 * each would wait for an ECGrid that is down.
 */
export async function isSilent(context: NodeContext): Promise<boolean> {
	const silence = silent.get(await ecGridOf(context));
	return (
		silence !== undefined && silence.owner !== ownerOf(context) && Math.abs(Date.now() - silence.at) < SILENT
	);
}

/** Remembers for `isSilent` what became of asking. A refusal is an answer, too. Never throws. */
export async function noteAnswer(context: NodeContext, failure: unknown): Promise<void> {
	const ecGrid = await ecGridOf(context).catch(() => undefined);
	if (ecGrid === undefined) return;
	const passing = failure instanceof EcGridError ? failure.passing : undefined;
	if (passing === 'unreached' || passing === 'faltering')
		silent.set(ecGrid, { at: Date.now(), owner: ownerOf(context) });
	else silent.delete(ecGrid);
}
