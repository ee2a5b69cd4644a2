import type { ApiRequest } from './api';
import type { Failure } from './failure';

const TRIES = 3;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
/** Milliseconds that a request may take with all its tries and pauses before it is given up, unless it says otherwise. */
const PATIENCE = 300_000;
/** The same, where somebody is waiting, or the work is begun again anyway: hooks, schedules, pickers. */
export const BRIEF_PATIENCE = 10_000;

/** What a request has been through. */
export interface History {
	/** Tries that failed, the last one included. */
	tries: number;
	/** Milliseconds that the tries and the pauses between them took. */
	spent: number;
}

/** Doubling, with jitter, so that many do not come back at the same moment. */
const backOff = (tries: number) =>
	Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE) * (0.5 + Math.random() / 2);

/**
 * Milliseconds to wait before the next try of a request that failed; undefined when there is none.
 * What ECGrid refused for the moment, or what never reached it, is tried again whatever it is; what it may have
 * done, only if doing it twice does no harm.
 * Page: getting-started/error-handling-troubleshooting, and section 1.5 of the sheet.
 */
export function pauseBeforeNextTry(
	{ passing, retryAfter }: Failure,
	{ repeatable, patience = PATIENCE }: ApiRequest,
	{ tries, spent }: History,
): number | undefined {
	if (!passing || (passing === 'faltering' && !repeatable)) return undefined;
	if (passing !== 'limited' && tries >= TRIES) return undefined;
	const pause = retryAfter !== undefined && retryAfter >= FIRST_PAUSE / 2 ? retryAfter : backOff(tries);
	return spent + pause <= patience ? pause : undefined;
}
