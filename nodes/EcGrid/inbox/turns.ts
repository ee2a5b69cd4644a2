import type { IPollFunctions } from 'n8n-workflow';

import { ownerOf } from '../trigger/login';

/** What n8n says that a poll may take, in milliseconds, except for those of its durable scheduler. */
const FIVE_MINUTES = 300_000;

/** A poll that is under way. */
export interface Turn {
	readonly context: IPollFunctions;
	/** The first of a publication or of a start of n8n. */
	readonly isNewActivation: boolean;
	/** A newer activation polls: n8n drops what comes of this poll. */
	isOver: boolean;
}

const begun = new WeakSet<IPollFunctions>();

/** The polls under way in this process, by `ownerOf`. */
const underWay = new Map<string, Turn>();

/** Milliseconds that n8n gives a poll. Older versions do not say. */
export const budgetOf = (context: IPollFunctions): number => context.getPollBudgetMs?.() ?? FIVE_MINUTES;

/** Whether this may be a poll of n8n's durable scheduler, which makes a new context for each, and drops what comes after its time. */
const isDurable = (context: IPollFunctions) =>
	context.getActivationMode() === 'update' && budgetOf(context) !== FIVE_MINUTES;

/** The turn of a poll, which has to be `ended`; undefined while another poll of the same trigger is under way, except for one of an activation that this one replaces. */
export function begin(context: IPollFunctions): Turn | undefined {
	const isNewActivation = !begun.has(context) && !isDurable(context);
	begun.add(context);
	const owner = ownerOf(context);
	const other = underWay.get(owner);
	if (other && !isNewActivation) return undefined;
	if (other) other.isOver = true;
	const turn = { context, isNewActivation, isOver: false };
	underWay.set(owner, turn);
	return turn;
}

export function end(turn: Turn): void {
	const owner = ownerOf(turn.context);
	if (underWay.get(owner) === turn) underWay.delete(owner);
}
