import type { IPollFunctions } from 'n8n-workflow';

import { nodeFingerprint } from '../runtime/nodeFingerprint';

/** What n8n says that a poll may take, in milliseconds, except for those of its durable scheduler. */
const DEFAULT_BUDGET_MS = 300_000;

/** A poll that is under way. */
export interface ActivePoll {
	readonly context: IPollFunctions;
	/** The first of a publication or of a start of n8n. */
	readonly isNewActivation: boolean;
	/** A newer activation polls: n8n drops what comes of this poll. */
	isSuperseded: boolean;
}

const begun = new WeakSet<IPollFunctions>();

/** The polls under way in this process, by `nodeFingerprint`. */
const underWay = new Map<string, ActivePoll>();

/** Milliseconds that n8n gives a poll. Older versions do not say. */
export const budgetMsOf = (context: IPollFunctions): number =>
	context.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;

/** Whether this may be a poll of n8n's durable scheduler, which makes a new context for each, and drops what comes after its time. */
const isDurable = (context: IPollFunctions) =>
	context.getActivationMode() === 'update' && budgetMsOf(context) !== DEFAULT_BUDGET_MS;

/** The activePoll of a poll, which has to be `ended`; undefined while another poll of the same trigger is under way, except for one of an activation that this one replaces. */
export function beginPoll(context: IPollFunctions): ActivePoll | undefined {
	const isNewActivation = !begun.has(context) && !isDurable(context);
	begun.add(context);
	const owner = nodeFingerprint(context);
	const other = underWay.get(owner);
	if (other && !isNewActivation) return undefined;
	if (other) other.isSuperseded = true;
	const activePoll = { context, isNewActivation, isSuperseded: false };
	underWay.set(owner, activePoll);
	return activePoll;
}

export function endPoll(activePoll: ActivePoll): void {
	const owner = nodeFingerprint(activePoll.context);
	if (underWay.get(owner) === activePoll) underWay.delete(owner);
}
