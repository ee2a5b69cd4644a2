import { sleep } from 'n8n-workflow';

import { isKnownCode } from './advice';
import type { Content, ApiContext, ApiRequest, Failure } from './api';
import { attempt, isCanceled, signalOf } from './attempt';
import { EcGridError, saysNotFound, withOutcome } from './failure';
import { ConcurrencyLimiter } from './concurrencyLimiter';
import { CREDENTIAL_UNREADABLE } from './connection';
import { retryDelayMs } from './retry';
import { redactionFor, type KeyOwner } from './secrets';

/** A limiter for concurrent requests. */
export const limiterFor = (context: ApiContext) => new ConcurrencyLimiter(signalOf(context));

/** Characters to keep of a message and of a code. The end of a message says whether the request was carried out. */
const MAX_MESSAGE_LENGTH = 1_500;
const MAX_CODE_LENGTH = 100;
const KEPT_END_LENGTH = 400;

const shortened = (text: string): string =>
	text.length > MAX_MESSAGE_LENGTH
		? `${text.slice(0, MAX_MESSAGE_LENGTH - KEPT_END_LENGTH)}…${text.slice(-KEPT_END_LENGTH)}`
		: text;

/** A failure reduced to its kind, for when secrets can't be redacted. */
function unspecificFailure(
	{ status, errorCode, retryReason, retryAfterMs, outcomeUnknown, notSent }: Failure,
	request: ApiRequest,
): Failure {
	const failure: Failure = {
		message: `The request to ECGrid failed${status ? ` (HTTP ${status})` : ''}. The reason can't be shown, because secrets couldn't be redacted from the response`,
		description: 'Check the ECGrid API credential, then run this again.',
		status,
		errorCode: errorCode && (isKnownCode(errorCode) ? errorCode : 'Unknown'),
		retryReason,
		retryAfterMs,
		notSent,
	};
	return outcomeUnknown ? withOutcome(failure, request) : failure;
}

/** Redacts secrets from a failure, wherever they came from, and only then shortens long texts. */
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

/** The context of a request. */
export interface SendOptions {
	/** The index of the input item, for errors. */
	itemIndex?: number;
	/** Shared by concurrent requests. */
	limiter?: ConcurrencyLimiter;
}

/** The history of a request that the node gives up. */
interface History {
	tries: number;
	/** Whether ECGrid may have carried out the request in one of the attempts. */
	mayBeDone: boolean;
	/** Whether any of the attempts sent anything. */
	wasSent: boolean;
}

/** The sentence about earlier attempts, for when the last one sent nothing. */
function saidOfSending({ mayBeDone, wasSent }: History): string {
	if (mayBeDone) return 'An earlier attempt may have reached ECGrid, which may have carried out the request.';
	return wasSent
		? 'An earlier attempt was sent, but refused or cut off, so nothing was done.'
		: 'Nothing was sent.';
}

/** A failure with what only all attempts together show: whether anything was sent, and how many there were. */
function afterAllTries(failure: Failure, history: History): Failure {
	const { tries, mayBeDone } = history;
	const sent = failure.notSent && saidOfSending(history);
	const description = [failure.description, sent, tries > 1 && `Tried ${tries} times.`];
	return { ...failure, mayBeDone, description: description.filter(Boolean).join(' ') };
}

/**
 * The only way to call ECGrid: sends a request with the node's credential and returns the `data` of the response's
 * envelope. Retries if that is safe. A delete counts as done if its retry finds nothing. Follows no redirect. Throws
 * every failure as an EcGridError with a sentence to act on, ECGrid's own code and message, and the item's index.
 */
export async function send(
	context: ApiContext,
	request: ApiRequest,
	sending?: SendOptions,
): Promise<unknown> {
	return (await sendForContent(context, request, sending)).data;
}

/** Like `send`, but returns the fields beside `data`, too. */
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
			// Set before this turn ends, or waiting requests would go out.
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
