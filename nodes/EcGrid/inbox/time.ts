import type { IPollFunctions } from 'n8n-workflow';

import { isN8nStarting } from '../trigger/silence';
import { budgetOf } from './turns';

/** The part of the time that n8n gives a poll after which no further download is begun, and after which those under way are broken off. */
const TIME_TO_BEGIN = 0.5;
const TIME_TO_END = 0.9;
/** Milliseconds for the first poll, for which a publication or the start of n8n waits. */
const FIRST_POLL = 20_000;
/** Milliseconds that the list and the downloads have at least each. */
const LEAST = 5_000;

/** What a poll may take. */
export interface Time {
	/** When no further download is begun, in epoch milliseconds. */
	stopAt: number;
	/** When n8n wants the poll to be over. */
	endAt: number;
	/** One try, and a short one. */
	isQuick: boolean;
}

/** `isAwaited`: a publication or the start of n8n waits for it. */
export function timeFor(context: IPollFunctions, isAwaited: boolean): Time {
	const budget = budgetOf(context);
	const now = Date.now();
	return {
		stopAt: now + TIME_TO_BEGIN * (isAwaited ? Math.min(budget, FIRST_POLL) : budget),
		endAt: now + TIME_TO_END * budget,
		isQuick: isAwaited && isN8nStarting(context),
	};
}

/** Milliseconds until then. */
export const timeLeft = ({ endAt }: Time) => Math.max(LEAST, endAt - Date.now());
