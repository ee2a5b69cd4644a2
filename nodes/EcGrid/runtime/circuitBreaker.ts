import { ecGridOf } from '../transport/credential';
import { EcGridError } from '../transport/failure';
import { nodeFingerprint, type NodeContext } from './nodeFingerprint';

/** Milliseconds for which an ECGrid that didn't answer counts as down. */
const OPEN_MS = 60_000;

/** By `ecGridOf`: when that ECGrid didn't answer, in epoch milliseconds, and which trigger called it. */
const opened = new Map<string, { at: number; owner: string }>();

/**
 * Whether ECGrid didn't answer another trigger a moment ago. n8n starts its triggers one after another, and each would
 * wait for an ECGrid that is down.
 */
export async function isCircuitOpen(context: NodeContext): Promise<boolean> {
	const silence = opened.get(await ecGridOf(context));
	return (
		silence !== undefined &&
		silence.owner !== nodeFingerprint(context) &&
		Math.abs(Date.now() - silence.at) < OPEN_MS
	);
}

/** Records for `isCircuitOpen` whether ECGrid answered. A refusal counts as an answer. Never throws. */
export async function recordOutcome(context: NodeContext, failure: unknown): Promise<void> {
	const ecGrid = await ecGridOf(context).catch(() => undefined);
	if (ecGrid === undefined) return;
	const retryReason = failure instanceof EcGridError ? failure.retryReason : undefined;
	if (retryReason === 'notSent' || retryReason === 'serverError')
		opened.set(ecGrid, { at: Date.now(), owner: nodeFingerprint(context) });
	else opened.delete(ecGrid);
}
