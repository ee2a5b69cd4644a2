import type { IPollFunctions } from 'n8n-workflow';

import { nodeFingerprint } from '../runtime/nodeFingerprint';

/** Milliseconds that n8n allows for a poll, unless its durable scheduler runs it. */
const DEFAULT_BUDGET_MS = 300_000;

/** A poll in flight. */
export interface ActivePoll {
	readonly context: IPollFunctions;
	/** Whether it is the first poll after a publication or a start of n8n. */
	readonly isNewActivation: boolean;
	/** Whether a newer activation is polling. n8n drops the result of this poll. */
	isSuperseded: boolean;
	isInFlight: boolean;
}

/**
 * The key of the last poll in an activation's context, which outlives this code: when the package is updated while n8n
 * runs, the new version must know of a poll that the old one hasn't ended.
 */
const LAST_POLL = Symbol.for('n8n-nodes-ecgrid.lastPoll');

/** n8n's context of an activation: the same in all of its polls. */
type Activation = IPollFunctions & { [LAST_POLL]?: { isInFlight: boolean } };

/** The polls in flight, by `nodeFingerprint`. */
const inFlight = new Map<string, ActivePoll>();

/** Milliseconds that n8n allows for a poll. Older versions don't say. */
export const budgetMsOf = (context: IPollFunctions): number =>
	context.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;

/**
 * Whether n8n's durable scheduler may run this poll. It creates a new context for each poll, and drops results that
 * arrive too late.
 */
const isDurable = (context: IPollFunctions) =>
	context.getActivationMode() === 'update' && budgetMsOf(context) !== DEFAULT_BUDGET_MS;

/**
 * Begins a poll, which must be ended with `endPoll`. Undefined while another poll of the same trigger is in flight,
 * unless this activation replaces that poll's.
 */
export function beginPoll(context: IPollFunctions): ActivePoll | undefined {
	const activation: Activation = context;
	const last = activation[LAST_POLL];
	if (last?.isInFlight) return undefined;
	const isNewActivation = !last && !isDurable(context);
	const owner = nodeFingerprint(context);
	const other = inFlight.get(owner);
	if (other && !isNewActivation) return undefined;
	if (other) other.isSuperseded = true;
	const activePoll = { context, isNewActivation, isSuperseded: false, isInFlight: true };
	activation[LAST_POLL] = activePoll;
	inFlight.set(owner, activePoll);
	return activePoll;
}

export function endPoll(activePoll: ActivePoll): void {
	activePoll.isInFlight = false;
	const owner = nodeFingerprint(activePoll.context);
	if (inFlight.get(owner) === activePoll) inFlight.delete(owner);
}
