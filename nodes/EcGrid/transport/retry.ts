import type { ApiRequest, Failure } from './api';

const MAX_TRIES = 3;
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;
/** Milliseconds that a request may take with all its tries and pauses before it is given up, unless it says otherwise. */
const RETRY_BUDGET_MS = 300_000;
/** The same, where somebody is waiting, or the work is begun again anyway: hooks, schedules, pickers. */
export const SHORT_RETRY_BUDGET_MS = 10_000;

/** What a request has been through. */
export interface RetryHistory {
	/** Tries that failed, the last one included. */
	tries: number;
	/** Milliseconds that the tries and the pauses between them took. */
	elapsedMs: number;
}

/** Doubling, with jitter, so that many do not come back at the same moment. */
const backOff = (tries: number) =>
	Math.min(FIRST_DELAY_MS * 2 ** (tries - 1), MAX_DELAY_MS) * (0.5 + Math.random() / 2);

/**
 * Milliseconds to wait before the next try of a request that failed; undefined when there is none.
 * What ECGrid refused for the moment, or what never reached it, is tried again whatever it is; what it may have
 * done, only if doing it twice does no harm.
 * Page: getting-started/error-handling-troubleshooting, and section 1.5 of the sheet.
 */
export function retryDelayMs(
	{ retryReason, retryAfterMs }: Failure,
	{ idempotent, retryBudgetMs = RETRY_BUDGET_MS }: ApiRequest,
	{ tries, elapsedMs }: RetryHistory,
): number | undefined {
	if (!retryReason || (retryReason === 'serverError' && !idempotent)) return undefined;
	if (retryReason !== 'rateLimited' && tries >= MAX_TRIES) return undefined;
	const pause =
		retryAfterMs !== undefined && retryAfterMs >= FIRST_DELAY_MS / 2 ? retryAfterMs : backOff(tries);
	return elapsedMs + pause <= retryBudgetMs ? pause : undefined;
}
