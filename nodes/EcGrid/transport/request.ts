import { sleep } from 'n8n-workflow';

import type { Content } from './answer';
import type { ApiContext, ApiRequest } from './api';
import { attempt, isStopped, signalOf } from './attempt';
import { EcGridError, saysNotFound, type Failure } from './failure';
import { Pace } from './pace';
import { pauseBeforeNextTry } from './retry';
import { redactionFor } from './secrets';

/** A pace for requests that go out side by side. */
export const paceOf = (context: ApiContext) => new Pace(signalOf(context));

/** Nothing that is longer helps anybody. */
const LONGEST_MESSAGE = 4_000;

/** Takes what is secret out of a failure, whatever brought it there. */
async function withoutSecrets(context: ApiContext, request: ApiRequest, failure: Failure): Promise<Failure> {
	const redact = await redactionFor(context, request);
	const clean = (text: string) => redact(text).slice(0, LONGEST_MESSAGE);
	return {
		...failure,
		message: clean(failure.message),
		description: clean(failure.description),
		errorCode: failure.errorCode && clean(failure.errorCode),
	};
}

/** What a request belongs to. */
export interface Sending {
	/** The number of the input item, for errors. */
	itemIndex?: number;
	/** Shared by the requests that go out side by side. */
	pace?: Pace;
}

/** What a request has been through when it is given up. */
interface History {
	tries: number;
	/** Whether ECGrid may have done what was asked in one of the tries. */
	mayBeDone: boolean;
}

/** A failure with what can be said only of all tries: whether anything was sent, and how often it was tried. */
function afterAllTries(failure: Failure, { tries, mayBeDone }: History): Failure {
	const sent = mayBeDone
		? 'An earlier try may have reached ECGrid, so it may have done what was asked.'
		: 'Nothing was sent.';
	const description = [failure.description, failure.unsent && sent, tries > 1 && `Tried ${tries} times.`];
	return { ...failure, mayBeDone, description: description.filter(Boolean).join(' ') };
}

/**
 * The one way to talk to ECGrid: sends a request with the node's credential and gives the `data` of the answer's
 * envelope. Tries again what may be tried again; what is gone when a delete is tried again was deleted. Follows no
 * redirect. Every failure is thrown as an EcGridError with a sentence to act on, ECGrid's own code and message, and
 * the item's number.
 */
export async function send(context: ApiContext, request: ApiRequest, sending?: Sending): Promise<unknown> {
	return (await sendForContent(context, request, sending)).data;
}

/** `send`, with what stands beside the `data`. */
export async function sendForContent(
	context: ApiContext,
	request: ApiRequest,
	{ itemIndex, pace = paceOf(context) }: Sending = {},
): Promise<Content> {
	let mayBeDone = false;
	for (let tries = 1, spent = 0; ; tries++) {
		let pause: number | undefined;
		const result = await pace.run(async () => {
			const began = Date.now();
			const outcome = await attempt(context, request);
			spent += Date.now() - began;
			pause = outcome.failure && pauseBeforeNextTry(outcome.failure, request, { tries, spent });
			// Set before the turn is over: whatever waits for its own would go out else.
			if (outcome.failure?.passing === 'limited') pace.pause(pause ?? 0);
			return outcome;
		}, tries > 1);
		if (!result.failure) return result;

		const { failure } = result;
		if (mayBeDone && request.method === 'DELETE' && saysNotFound(failure)) return { data: true };
		mayBeDone ||= failure.mayBeDone === true;
		if (pause === undefined || isStopped(context)) {
			const told = await withoutSecrets(context, request, afterAllTries(failure, { tries, mayBeDone }));
			throw new EcGridError(context, told, itemIndex);
		}
		spent += pause;
		if (failure.passing !== 'limited') await sleep(pause, signalOf(context)).catch(() => {});
	}
}
