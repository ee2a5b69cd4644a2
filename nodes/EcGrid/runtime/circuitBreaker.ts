import { ecGridOf } from '../transport/credential';
import { EcGridError } from '../transport/failure';
import { nodeFingerprint, type NodeContext } from './nodeFingerprint';

/** Milliseconds for which an ECGrid that did not answer is taken to be silent. */
const OPEN_MS = 60_000;

/** By `ecGridOf`: when that ECGrid did not answer, in epoch milliseconds, and to which trigger. */
const opened = new Map<string, { at: number; owner: string }>();

/**
 * Whether ECGrid left another trigger without an answer a moment ago. n8n starts its triggers one after another, and
 * each would wait for an ECGrid that is down.
 */
export async function isCircuitOpen(context: NodeContext): Promise<boolean> {
	const silence = opened.get(await ecGridOf(context));
	return (
		silence !== undefined &&
		silence.owner !== nodeFingerprint(context) &&
		Math.abs(Date.now() - silence.at) < OPEN_MS
	);
}

/** Remembers for `isCircuitOpen` what became of asking. A refusal is an answer, too. Never throws. */
export async function recordOutcome(context: NodeContext, failure: unknown): Promise<void> {
	const ecGrid = await ecGridOf(context).catch(() => undefined);
	if (ecGrid === undefined) return;
	const retryReason = failure instanceof EcGridError ? failure.retryReason : undefined;
	if (retryReason === 'notSent' || retryReason === 'serverError')
		opened.set(ecGrid, { at: Date.now(), owner: nodeFingerprint(context) });
	else opened.delete(ecGrid);
}
