import { CREDENTIAL } from '../transport/credential';
import { EcGridError } from '../transport/failure';
import { ownerOf } from './login';
import type { RegistrationContext } from './wanted';

/** Milliseconds for which an ECGrid that did not answer is taken to be silent. */
const SILENT = 60_000;

/** By the base URL of a credential: when that ECGrid did not answer, in epoch milliseconds, and to which trigger. */
const silent = new Map<string, { at: number; owner: string }>();

const ecGridOf = async (context: RegistrationContext): Promise<string> =>
	String((await context.getCredentials<{ baseUrl?: string }>(CREDENTIAL)).baseUrl);

/**
 * Whether ECGrid left another trigger without an answer a moment ago. n8n starts its triggers one after another, and
 * each would wait for an ECGrid that is down.
 */
export async function isSilent(context: RegistrationContext): Promise<boolean> {
	const silence = silent.get(await ecGridOf(context));
	return (
		silence !== undefined && silence.owner !== ownerOf(context) && Math.abs(Date.now() - silence.at) < SILENT
	);
}

/** Remembers for `isSilent` what became of asking. A refusal is an answer, too. */
export async function noteAnswer(context: RegistrationContext, failure: unknown): Promise<void> {
	const ecGrid = await ecGridOf(context);
	const passing = failure instanceof EcGridError ? failure.passing : undefined;
	if (passing === 'unreached' || passing === 'faltering')
		silent.set(ecGrid, { at: Date.now(), owner: ownerOf(context) });
	else silent.delete(ecGrid);
}
