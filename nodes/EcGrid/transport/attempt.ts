import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { unwrap, type Answer, type Result } from './answer';
import type { ApiContext, ApiRequest } from './api';
import { BrokenFile } from './brokenFile';
import { unlessStalled, type ByteStream } from './byteStream';
import { failureWithoutAnswer } from './connection';
import { CREDENTIAL } from './credential';
import type { Failure } from './failure';

const DEFAULT_TIMEOUT = 30_000;
/** Milliseconds in which something of a file must move on. */
const STALLED = 120_000;
/** Milliseconds for sending a file as a whole: n8n's own limit counts from the beginning, however well it moves on. */
const LONGEST_UPLOAD = 6 * 3_600_000;

/** Milliseconds after its time-out at which a request is broken off. n8n's own time-out, which comes first where nothing moves, begins anew with each byte. */
const GRACE = 500;
const TOO_LATE = Object.assign(new Error('No answer in time'), { code: 'ETIMEDOUT' });

const STOPPED: Failure = { message: 'The execution was stopped', description: 'This was not sent.' };

export const signalOf = (context: ApiContext) => context.getExecutionCancelSignal?.();
export const isStopped = (context: ApiContext) => signalOf(context)?.aborted === true;

const optionsOf = (
	{ method, path, query, body, upload, receive, ...request }: ApiRequest,
	file?: ByteStream,
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
	timeout: file ? LONGEST_UPLOAD : (request.timeout ?? (receive ? STALLED : DEFAULT_TIMEOUT)),
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
});

async function request(context: ApiContext, options: IHttpRequestOptions): Promise<Answer> {
	const { httpRequestWithAuthentication } = context.helpers;
	return (await httpRequestWithAuthentication.call(
		context as IAllExecuteFunctions,
		CREDENTIAL,
		options,
	)) as Answer;
}

/** The context with one more signal that ends its requests. */
export function endingWith<Context extends ApiContext>(context: Context, signal: AbortSignal): Context {
	const stopped = signalOf(context);
	const either = stopped ? AbortSignal.any([stopped, signal]) : signal;
	return Object.create(context, { getExecutionCancelSignal: { value: () => either } }) as Context;
}

/** What a request failed of while its file was on its way: ECGrid cannot have acted on a part of it. */
function halfSent(error: unknown, sent: ApiRequest): Failure {
	const failure = failureWithoutAnswer(error, { ...sent, repeatable: true });
	return {
		...failure,
		description: `The file was not sent whole, so ECGrid took nothing of it. ${failure.description}`,
	};
}

/** Sends a file with a request, or reads one from the answer. Takes as long as something moves on. */
async function attemptWithFile(context: ApiContext, sent: ApiRequest): Promise<Result> {
	const { upload, receive, timeout = STALLED } = sent;
	const over = new AbortController();
	const streams: ByteStream[] = [];
	let moved = 0;
	const onMove = (bytes: number) => void (moved += bytes);

	const exchange = async () => {
		const file = await upload?.open(onMove);
		if (file) streams.push(file);
		const answer = await request(endingWith(context, over.signal), optionsOf(sent, file));
		if (!receive) return unwrap(answer, sent);
		const body = answer.body as ByteStream;
		streams.push(body.on('error', () => {}));
		return await receive({ ...answer, body }, onMove);
	};

	try {
		return await unlessStalled(exchange(), () => moved, timeout);
	} catch (error) {
		const broken = BrokenFile.in(error);
		if (broken) return { failure: broken.failure };
		const isHalfSent = upload !== undefined && moved < upload.length;
		return { failure: isHalfSent ? halfSent(error, sent) : failureWithoutAnswer(error, sent) };
	} finally {
		over.abort();
		for (const stream of streams) stream.destroy(new Error('No longer needed'));
	}
}

/** Sends a request, which takes no longer than its time-out as a whole, however slowly the answer moves on. */
async function attemptWithoutFile(context: ApiContext, sent: ApiRequest): Promise<Result> {
	const { timeout = DEFAULT_TIMEOUT } = sent;
	const late = AbortSignal.timeout(Math.ceil(timeout) + GRACE);
	try {
		return unwrap(await request(endingWith(context, late), optionsOf(sent)), sent);
	} catch (error) {
		const isLate = late.aborted && !isStopped(context);
		return { failure: failureWithoutAnswer(isLate ? TOO_LATE : error, sent) };
	}
}

/** Sends a request once. */
export async function attempt(context: ApiContext, sent: ApiRequest): Promise<Result> {
	if (isStopped(context)) return { failure: STOPPED };
	return sent.upload || sent.receive
		? await attemptWithFile(context, sent)
		: await attemptWithoutFile(context, sent);
}
