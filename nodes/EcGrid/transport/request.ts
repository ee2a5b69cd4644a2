import { sleep, type IAllExecuteFunctions, type IHttpRequestOptions } from 'n8n-workflow';

import { unwrap, type Answer, type Result } from './answer';
import type { ApiContext, ApiRequest } from './api';
import { BrokenFile } from './brokenFile';
import { unlessStalled, type ByteStream } from './byteStream';
import { failureWithoutAnswer } from './connection';
import { CREDENTIAL } from './credential';
import { EcGridError, saysNotFound, type Failure } from './failure';
import { Pace } from './pace';
import { pauseBeforeNextTry } from './retry';

const DEFAULT_TIMEOUT = 30_000;
/** Milliseconds in which something of a file must move on. */
const STALLED = 120_000;
/** Milliseconds for sending a file as a whole: n8n's own limit counts from the beginning, however well it moves on. */
const LONGEST_UPLOAD = 6 * 3_600_000;

const signalOf = (context: ApiContext) => context.getExecutionCancelSignal?.();
const isStopped = (context: ApiContext) => signalOf(context)?.aborted === true;

/** A pace for requests that go out side by side. */
export const paceOf = (context: ApiContext) => new Pace(signalOf(context));

const optionsOf = (
	{ method, path, query, body, upload, receive, timeout = DEFAULT_TIMEOUT }: ApiRequest,
	file: ByteStream | undefined,
): IHttpRequestOptions => ({
	method,
	url: path,
	qs: query,
	headers: {
		Accept: 'application/json',
		...(body && { 'Content-Type': 'application/json' }),
		...(upload && { 'Content-Length': upload.length }),
	},
	// n8n drops an empty object, and ECGrid wants a body with every POST.
	body: file ?? (body && Object.keys(body).length === 0 ? '{}' : body),
	encoding: receive && 'stream',
	timeout: file ? LONGEST_UPLOAD : timeout,
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
});

/** Takes the API key and the password of the request out of a text, should ECGrid have put them into it. */
async function withoutSecrets(context: ApiContext, request: ApiRequest, failure: Failure): Promise<Failure> {
	const { apiKey } = await context.getCredentials<{ apiKey?: string }>(CREDENTIAL);
	const secrets = [apiKey?.trim(), request.body?.password].filter(
		(secret): secret is string => typeof secret === 'string' && secret.length > 3,
	);
	const clean = (text: string) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '•••'), text);
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

const STOPPED: Failure = { message: 'The execution was stopped', description: 'This was not sent.' };

/** What a request failed of while its file was on its way: ECGrid cannot have acted on a part of it. */
function halfSent(error: unknown, request: ApiRequest): Failure {
	const failure = failureWithoutAnswer(error, { ...request, repeatable: true });
	return {
		...failure,
		description: `The file was not sent whole, so ECGrid took nothing of it. ${failure.description}`,
	};
}

async function attempt(context: ApiContext, request: ApiRequest): Promise<Result> {
	if (isStopped(context)) return { failure: STOPPED };
	const { upload, receive, timeout = STALLED } = request;
	const streams: ByteStream[] = [];
	let moved = 0;
	const onMove = (bytes: number) => void (moved += bytes);

	const exchange = async () => {
		const file = await upload?.open(onMove);
		if (file) streams.push(file);
		const answer = (await context.helpers.httpRequestWithAuthentication.call(
			context as IAllExecuteFunctions,
			CREDENTIAL,
			optionsOf(request, file),
		)) as Answer;
		if (!receive) return unwrap(answer, request);
		const body = answer.body as ByteStream;
		streams.push(body.on('error', () => {}));
		return await receive({ ...answer, body }, onMove);
	};

	try {
		return await (upload || receive ? unlessStalled(exchange(), () => moved, timeout) : exchange());
	} catch (error) {
		const isHalfSent = upload !== undefined && moved < upload.length;
		return {
			failure:
				BrokenFile.in(error)?.failure ??
				(isHalfSent ? halfSent(error, request) : failureWithoutAnswer(error, request)),
		};
	} finally {
		for (const stream of streams) stream.destroy(new Error('No longer needed'));
	}
}

const triedOften = (failure: Failure, tries: number): Failure =>
	tries === 1 ? failure : { ...failure, description: `${failure.description} Tried ${tries} times.` };

/**
 * The one way to talk to ECGrid: sends a request with the node's credential and gives the `data` of the
 * answer's envelope. Tries again what may be tried again; what is gone when a delete is tried again was deleted. Follows
 * no redirect. Every failure is thrown as an
 * EcGridError with a sentence to act on, ECGrid's own code and message, and the item's number.
 */
export async function send(
	context: ApiContext,
	request: ApiRequest,
	{ itemIndex, pace = paceOf(context) }: Sending = {},
): Promise<unknown> {
	let mayBeDone = false;
	for (let tries = 1, spent = 0; ; tries++) {
		const result = await pace.run(async () => {
			const began = Date.now();
			const outcome = await attempt(context, request);
			spent += Date.now() - began;
			return outcome;
		}, tries > 1);
		if (!result.failure) return result.data;

		const { failure } = result;
		if (mayBeDone && request.method === 'DELETE' && saysNotFound(failure)) return true;
		mayBeDone ||= failure.passing === 'faltering';
		const pause = pauseBeforeNextTry(failure, request, { tries, spent });
		if (pause === undefined || isStopped(context)) {
			const told = await withoutSecrets(context, request, triedOften(failure, tries));
			throw new EcGridError(context, told, itemIndex);
		}
		spent += pause;
		if (failure.passing === 'limited') pace.pause(pause);
		else await sleep(pause);
	}
}
