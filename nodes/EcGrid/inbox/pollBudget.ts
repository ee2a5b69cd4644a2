import type { IPollFunctions } from 'n8n-workflow';

import { isN8nStarting } from '../runtime/activation';
import { budgetMsOf } from './activePolls';

/** The part of the time that n8n gives a poll after which no further download is begun, and after which those under way are broken off. */
const START_FRACTION = 0.5;
const END_FRACTION = 0.9;
/** Milliseconds for the files of the first poll, for which a publication or the start of n8n waits. */
const FIRST_POLL_MS = 20_000;
/** Milliseconds that the list and the downloads have at least each. */
const MIN_PART_MS = 5_000;

/** What a poll may take. Moments are in epoch milliseconds. */
export interface PollBudget {
	/** When no further download is begun. */
	stopAt: number;
	/** When the list has to be there. */
	listEndAt: number;
	/** When the files have to be there. */
	filesEndAt: number;
	/** One try, and a short one. */
	isQuick: boolean;
}

/** `isAwaited`: a publication or the start of n8n waits for it. */
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

/** Milliseconds until then. */
export const msUntil = (endAt: number) => Math.max(MIN_PART_MS, endAt - Date.now());
