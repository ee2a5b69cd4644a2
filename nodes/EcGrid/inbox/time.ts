import type { IPollFunctions } from 'n8n-workflow';

import { isN8nStarting } from '../trigger/silence';
import { budgetOf } from './turns';

/** The part of the time that n8n gives a poll after which no further download is begun, and after which those under way are broken off. */
const TIME_TO_BEGIN = 0.5;
const TIME_TO_END = 0.9;
/** Milliseconds for the files of the first poll, for which a publication or the start of n8n waits. */
const FIRST_POLL = 20_000;
/** Milliseconds that the list and the downloads have at least each. */
const LEAST = 5_000;

/** What a poll may take. Moments are in epoch milliseconds. */
export interface Time {
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
export function timeFor(context: IPollFunctions, isAwaited: boolean): Time {
	const budget = budgetOf(context);
	const forFiles = isAwaited ? Math.min(budget, FIRST_POLL) : budget;
	const now = Date.now();
	return {
		stopAt: now + TIME_TO_BEGIN * forFiles,
		listEndAt: now + TIME_TO_END * budget,
		filesEndAt: now + TIME_TO_END * forFiles,
		isQuick: isAwaited && isN8nStarting(context),
	};
}

/** Milliseconds until then. */
export const timeUntil = (endAt: number) => Math.max(LEAST, endAt - Date.now());
