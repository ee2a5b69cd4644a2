import type { ApiRequest, Failure } from './api';

const MAX_TRIES = 3;
const FIRST_DELAY_MS = 1_000;
const MAX_DELAY_MS = 30_000;
/** The default for the milliseconds that a request may take with all its attempts and pauses. */
const RETRY_BUDGET_MS = 300_000;
/** The same if a person is waiting, or the work starts again anyway: hooks, schedules, pickers. */
export const SHORT_RETRY_BUDGET_MS = 10_000;

/** The history of a request. */
export interface RetryHistory {
	/** Failed attempts, including the last one. */
	tries: number;
	/** Milliseconds that the attempts and the pauses between them took. */
	elapsedMs: number;
}

/** A doubling delay with jitter, so that many requests don't retry at the same moment. */
const backOff = (tries: number) =>
	Math.min(FIRST_DELAY_MS * 2 ** (tries - 1), MAX_DELAY_MS) * (0.5 + Math.random() / 2);

/**
 * Milliseconds to wait before retrying a failed request; undefined for no retry. The node retries any request that
 * ECGrid refused for the moment or that never reached it. It retries a request that ECGrid may have carried out only
 * if that is safe to repeat.
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
