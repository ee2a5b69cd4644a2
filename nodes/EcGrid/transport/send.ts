import { sleep } from 'n8n-workflow';

import { isKnownCode } from './advice';
import type { Content, ApiContext, ApiRequest, Failure } from './api';
import { attempt, isCanceled, signalOf } from './attempt';
import { EcGridError, saysNotFound, withOutcome } from './failure';
import { ConcurrencyLimiter } from './concurrencyLimiter';
import { CREDENTIAL_UNREADABLE } from './connection';
import { retryDelayMs } from './retry';
import { redactionFor, type KeyOwner } from './secrets';

/** A limiter for requests that go out side by side. */
export const limiterFor = (context: ApiContext) => new ConcurrencyLimiter(signalOf(context));

/** Characters of a message and of a code that help anybody. The end of a message says how it stands with the request. */
const MAX_MESSAGE_LENGTH = 1_500;
const MAX_CODE_LENGTH = 100;
const KEPT_END_LENGTH = 400;

const shortened = (text: string): string =>
	text.length > MAX_MESSAGE_LENGTH
		? `${text.slice(0, MAX_MESSAGE_LENGTH - KEPT_END_LENGTH)}…${text.slice(-KEPT_END_LENGTH)}`
		: text;

/** A failure of which nothing can be told but what kind it is. */
function unspecificFailure(
	{ status, errorCode, retryReason, retryAfterMs, outcomeUnknown, notSent }: Failure,
	request: ApiRequest,
): Failure {
	const failure: Failure = {
		message: `The request to ECGrid failed${status ? ` (HTTP ${status})` : ''}. Why cannot be told: what is secret could not be taken out of the answer`,
		description: 'Check the ECGrid API credential, then run again.',
		status,
		errorCode: errorCode && (isKnownCode(errorCode) ? errorCode : 'Unknown'),
		retryReason,
		retryAfterMs,
		notSent,
	};
	return outcomeUnknown ? withOutcome(failure, request) : failure;
}

/** Takes what is secret out of a failure, whatever brought it there, and only then cuts what is long. */
export async function withoutSecrets(
	context: KeyOwner,
	request: ApiRequest,
	failure: Failure,
): Promise<Failure> {
	if (failure === CREDENTIAL_UNREADABLE) return failure;
	try {
		const redact = await redactionFor(context, request);
		return {
			...failure,
			message: shortened(redact(failure.message)),
			description: shortened(redact(failure.description)),
			errorCode: failure.errorCode && redact(failure.errorCode).slice(0, MAX_CODE_LENGTH),
		};
	} catch {
		return unspecificFailure(failure, request);
	}
}

/** What a request belongs to. */
export interface SendOptions {
	/** The number of the input item, for errors. */
	itemIndex?: number;
	/** Shared by the requests that go out side by side. */
	limiter?: ConcurrencyLimiter;
}

/** What a request has been through when it is given up. */
interface History {
	tries: number;
	/** Whether ECGrid may have done what was asked in one of the tries. */
	mayBeDone: boolean;
	/** Whether anything was sent in one of the tries. */
	wasSent: boolean;
}

/** What is said where nothing of the last try was sent. */
function saidOfSending({ mayBeDone, wasSent }: History): string {
	if (mayBeDone) return 'An earlier try may have reached ECGrid, so it may have done what was asked.';
	return wasSent
		? 'An earlier try was sent, but refused or broken off, so nothing was done.'
		: 'Nothing was sent.';
}

/** A failure with what can be said only of all tries: whether anything was sent, and how often it was tried. */
function afterAllTries(failure: Failure, history: History): Failure {
	const { tries, mayBeDone } = history;
	const sent = failure.notSent && saidOfSending(history);
	const description = [failure.description, sent, tries > 1 && `Tried ${tries} times.`];
	return { ...failure, mayBeDone, description: description.filter(Boolean).join(' ') };
}

/**
 * The one way to talk to ECGrid: sends a request with the node's credential and gives the `data` of the answer's
 * envelope. Tries again what may be tried again; what is gone when a delete is tried again was deleted. Follows no
 * redirect. Every failure is thrown as an EcGridError with a sentence to act on, ECGrid's own code and message, and
 * the item's number.
 */
export async function send(
	context: ApiContext,
	request: ApiRequest,
	sending?: SendOptions,
): Promise<unknown> {
	return (await sendForContent(context, request, sending)).data;
}

/** `send`, with what stands beside the `data`. */
export async function sendForContent(
	context: ApiContext,
	request: ApiRequest,
	{ itemIndex, limiter = limiterFor(context) }: SendOptions = {},
): Promise<Content> {
	let mayBeDone = false;
	let wasSent = false;
	for (let tries = 1, elapsedMs = 0; ; tries++) {
		let pause: number | undefined;
		const result = await limiter.run(async () => {
			const began = Date.now();
			const outcome = await attempt(context, request);
			elapsedMs += Date.now() - began;
			pause = outcome.failure && retryDelayMs(outcome.failure, request, { tries, elapsedMs });
			// Set before the turn is over: whatever waits for its own would go out else.
			if (outcome.failure?.retryReason === 'rateLimited') limiter.pause(pause ?? 0);
			return outcome;
		}, tries > 1);
		if (!result.failure) return result;

		const { failure } = result;
		if (mayBeDone && request.method === 'DELETE' && saysNotFound(failure)) return { data: true };
		mayBeDone ||= failure.mayBeDone === true;
		wasSent ||= failure.notSent !== true;
		if (pause === undefined || isCanceled(context)) {
			const told = await withoutSecrets(context, request, failure);
			throw new EcGridError(context, afterAllTries(told, { tries, mayBeDone, wasSent }), itemIndex);
		}
		elapsedMs += pause;
		if (failure.retryReason !== 'rateLimited') await sleep(pause, signalOf(context)).catch(() => {});
	}
}
