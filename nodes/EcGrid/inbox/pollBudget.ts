import type { IPollFunctions } from 'n8n-workflow';

import { isN8nStarting } from '../runtime/activation';
import { budgetMsOf } from './activePolls';

/**
 * The fractions of a poll's time after which no further download starts, and after which those in flight are aborted.
 */
const START_FRACTION = 0.5;
const END_FRACTION = 0.9;
/** Milliseconds allowed for the files of the first poll, which publishing or the start of n8n waits for. */
const FIRST_POLL_MS = 20_000;
/** The fewest milliseconds allowed for the list, and for the downloads. */
const MIN_PART_MS = 5_000;

/** The time limits of a poll, in epoch milliseconds. */
export interface PollBudget {
	/** From when on no further download starts. */
	stopAt: number;
	/** By when the list has to arrive. */
	listEndAt: number;
	/** By when the files have to arrive. */
	filesEndAt: number;
	/** Whether the poll makes only one short attempt. */
	isQuick: boolean;
}

/** The time limits of a poll that starts now. `isAwaited`: publishing or the start of n8n waits for it. */
export function pollBudget(context: IPollFunctions, isAwaited: boolean): PollBudget {
	const budget = budgetMsOf(context);
	const forFiles = isAwaited ? Math.min(budget, FIRST_POLL_MS) : budget;
	const now = Date.now();
	return {
		stopAt: now + START_FRACTION * forFiles,
		listEndAt: now + END_FRACTION * budget,
		filesEndAt: now + END_FRACTION * forFiles,
		isQuick: isAwaited && isN8nStarting(context),
	};
}

/** Milliseconds until then, but never fewer than the minimum. */
export const msUntil = (endAt: number) => Math.max(MIN_PART_MS, endAt - Date.now());
