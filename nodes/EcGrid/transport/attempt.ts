import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { unwrap } from './unwrap';
import type { HttpResponse, Result, ApiContext, ApiRequest, Failure } from './api';
import { responseIn, STATUSES_AS_ERRORS } from './responseIn';
import { BrokenFile } from './brokenFile';
import { withStallTimeout, type ByteStream } from './byteStream';
import { CANCELED, CREDENTIAL_UNREADABLE, failureWithoutAnswer, hasNoRequest } from './connection';
import { CREDENTIAL } from './credential';

const DEFAULT_TIMEOUT_MS = 30_000;
/** Milliseconds after which a file transfer without progress times out. */
const STALL_TIMEOUT_MS = 120_000;
/** Milliseconds for sending a whole file: n8n's own time-out counts from the beginning, whatever the progress. */
const MAX_UPLOAD_MS = 6 * 3_600_000;

/** Milliseconds after its time-out at which a request is aborted. n8n's own time-out, which fires first if nothing moves, restarts with each byte. */
const TIMEOUT_GRACE_MS = 500;

/** The error of an aborted request. Its cause shows how far the request got. */
const tooLate = (cause: unknown) =>
	Object.assign(new Error('No response in time', { cause }), { code: 'ETIMEDOUT' });

export const signalOf = (context: ApiContext) => context.getExecutionCancelSignal?.();
export const isCanceled = (context: ApiContext) => signalOf(context)?.aborted === true;

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
	// n8n drops an empty object, but ECGrid requires a body with every POST.
	body: file ?? (body && Object.keys(body).length === 0 ? '{}' : body),
	encoding: receive && 'stream',
	timeout: file ? MAX_UPLOAD_MS : (request.timeoutMs ?? (receive ? STALL_TIMEOUT_MS : DEFAULT_TIMEOUT_MS)),
	returnFullResponse: true,
	ignoreHttpStatusErrors: { ignore: true, except: STATUSES_AS_ERRORS },
});

async function request(context: ApiContext, options: IHttpRequestOptions): Promise<HttpResponse> {
	const { httpRequestWithAuthentication } = context.helpers;
	const sent = httpRequestWithAuthentication.call(context as IAllExecuteFunctions, CREDENTIAL, options);
	return await (sent as Promise<HttpResponse>).catch(
		async (error: unknown) => responseIn(error) ?? (await Promise.reject(error)),
	);
}

/** The context with one more signal that aborts its requests. */
export function withAbortSignal<Context extends ApiContext>(context: Context, signal: AbortSignal): Context {
	const stopped = signalOf(context);
	const either = stopped ? AbortSignal.any([stopped, signal]) : signal;
	return Object.create(context, { getExecutionCancelSignal: { value: () => either } }) as Context;
}

/** The failure of a request. If n8n made none, it may have been unable to read the credential. */
async function failureOf(context: ApiContext, error: unknown, sent: ApiRequest): Promise<Failure> {
	const isReadable = async () =>
		await context.getCredentials(CREDENTIAL).then(
			() => true,
			() => false,
		);
	if (hasNoRequest(error) && !(await isReadable())) return CREDENTIAL_UNREADABLE;
	return failureWithoutAnswer(error, sent);
}

/** The failure of a request while its file was being sent: ECGrid can't have acted on a part of it. */
async function halfSent(context: ApiContext, error: unknown, sent: ApiRequest): Promise<Failure> {
	const failure = await failureOf(context, error, { ...sent, idempotent: true });
	if (failure.notSent) return failure;
	return {
		...failure,
		mayBeDone: false,
		description: `The file was sent only in part, so ECGrid accepted nothing of it. ${failure.description}`,
	};
}

/** Sends a file with a request, or reads one from the response. Times out only without progress. */
async function attemptWithFile(context: ApiContext, sent: ApiRequest): Promise<Result> {
	const { upload, receive, timeoutMs = STALL_TIMEOUT_MS } = sent;
	const over = new AbortController();
	const streams: ByteStream[] = [];
	let moved = 0;
	const onProgress = (bytes: number) => void (moved += bytes);

	const exchange = async () => {
		const file = await upload?.open(onProgress);
		if (file) streams.push(file);
		const answer = await request(withAbortSignal(context, over.signal), optionsOf(sent, file));
		const body = answer.body as ByteStream;
		if (receive) streams.push(body.on('error', () => {}));
		if (!receive || answer.isFromProxy) return unwrap(answer, sent);
		return await receive({ ...answer, body }, onProgress);
	};

	try {
		return await withStallTimeout(exchange(), () => moved, timeoutMs);
	} catch (error) {
		const broken = BrokenFile.in(error);
		if (broken) return { failure: broken.failure };
		const isHalfSent = upload !== undefined && moved < upload.length;
		return { failure: await (isHalfSent ? halfSent : failureOf)(context, error, sent) };
	} finally {
		over.abort();
		for (const stream of streams) stream.destroy(new Error('No longer needed'));
	}
}

/** Sends a request. The whole exchange takes no longer than its time-out, however slowly the response arrives. */
async function attemptWithoutFile(context: ApiContext, sent: ApiRequest): Promise<Result> {
	const { timeoutMs = DEFAULT_TIMEOUT_MS } = sent;
	const late = AbortSignal.timeout(Math.ceil(timeoutMs) + TIMEOUT_GRACE_MS);
	try {
		return unwrap(await request(withAbortSignal(context, late), optionsOf(sent)), sent);
	} catch (error) {
		const isLate = late.aborted && !isCanceled(context);
		return { failure: await failureOf(context, isLate ? tooLate(error) : error, sent) };
	}
}

/** Sends a request once. */
export async function attempt(context: ApiContext, sent: ApiRequest): Promise<Result> {
	if (isCanceled(context)) return { failure: CANCELED };
	return sent.upload || sent.receive
		? await attemptWithFile(context, sent)
		: await attemptWithoutFile(context, sent);
}
