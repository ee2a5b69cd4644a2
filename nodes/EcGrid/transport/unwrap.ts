import {
	adviceFor,
	CHECK_BASE_URL,
	isKnownCode,
	isOfGateway,
	MAYBE_ANOTHER,
	NOT_ECGRIDS,
	WEB_PAGE,
	type Sender,
} from './advice';
import type { ApiRequest, Failure, HttpResponse, Result } from './api';
import { withOutcome } from './failure';
import { fieldErrorsIn } from './fieldErrors';
import { refusedByProxy } from './proxy';
import { fieldOf, isNothing, isRecord, firstSet, firstText, totalIn } from './record';
import { withoutFullStop } from './withoutFullStop';

const parsed = (body: unknown): unknown => {
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
};

const isWebPage = (body: unknown) => typeof body === 'string' && body.trimStart().startsWith('<');

/** An error sent as text counts as the envelope's message. A web page has no message. */
const plainText = (body: unknown) =>
	typeof body === 'string' && !isWebPage(body) ? { message: body } : undefined;

/** Statuses that lead to another address. Others below 400, such as 304, don't. */
const REDIRECTS = [301, 302, 303, 307, 308];

const redirected = ({ statusCode, headers }: HttpResponse): Failure => {
	const location = String(headers.location ?? '');
	let where = 'an address that it does not name';
	try {
		if (location) where = new URL(location).origin;
	} catch {
		where = 'another path';
	}
	return {
		message: `The response is a redirect to ${where}. The node doesn't follow it, so that the API key goes nowhere else`,
		description: `${CHECK_BASE_URL} ${MAYBE_ANOTHER} The response was HTTP ${statusCode}.`,
		status: statusCode,
	};
};

const notEcGrids = ({ statusCode, body }: HttpResponse): Failure => {
	const { headline, remedy } = isWebPage(body) ? WEB_PAGE : NOT_ECGRIDS;
	return {
		message: headline,
		description: `${remedy} The response was HTTP ${statusCode}.`,
		status: statusCode,
	};
};

const unsaid = (statusCode: number): Failure => ({
	message: "ECGrid answered without an error, but didn't report the result",
	description: `The response was HTTP ${statusCode}.`,
	status: statusCode,
});

const NO_CONTENT = [204, 205];
const SERVER_ERROR_STATUSES = [408, 425, 500, 502, 503, 504];
const isServerError = (status: number) => SERVER_ERROR_STATUSES.includes(status) || isOfGateway(status);

const retryReasonOf = (statusCode: number, errorCode: string | undefined): Failure['retryReason'] => {
	// A 5xx doesn't prove that nothing was done, whatever its code.
	if (statusCode === 429 || (errorCode === 'RateLimitExceeded' && statusCode < 500)) return 'rateLimited';
	return isServerError(statusCode) || ['InternalError', 'RateLimitExceeded'].includes(errorCode ?? '')
		? 'serverError'
		: undefined;
};

/** When a response was sent, by its sender's clock, in epoch milliseconds. */
const dateOf = ({ headers }: HttpResponse): number | undefined => {
	const date = Date.parse(String(headers.date ?? ''));
	return Number.isNaN(date) ? undefined : date;
};

/** Milliseconds in a `Retry-After` header: seconds, or a date by the clock of the response's sender. */
const retryAfterMsOf = (answer: HttpResponse): number | undefined => {
	const value = String(answer.headers['retry-after'] ?? '').trim();
	if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(0, date - (dateOf(answer) ?? Date.now()));
};

/**
 * ECGrid's own code in an error: a code that its pages document, or any code in an envelope. The `title` of
 * problem JSON isn't one, because every gateway and web server writes it.
 */
const errorCodeOf = (envelope: unknown): string | undefined => {
	const code = firstText(envelope, 'errorCode');
	if (code === undefined || isKnownCode(code)) return code;
	return isRecord(envelope) && typeof fieldOf(envelope, 'success') === 'boolean' ? code : undefined;
};

/** Who sent an error. Only ECGrid sends its envelope, or the problem JSON of its code samples (row E1 of the sheet). */
const senderOf = (envelope: unknown, errorCode: string | undefined, body: unknown): Sender => {
	if (errorCode !== undefined) return 'ecgrid';
	if (isRecord(envelope)) {
		const isEnvelope = typeof fieldOf(envelope, 'success') === 'boolean';
		return isEnvelope || firstSet(envelope, 'traceId', 'errors') !== undefined ? 'ecgrid' : 'either';
	}
	return isWebPage(body) ? 'between' : 'either';
};

/** The message of an error and of its fields, without a full stop at the end. */
const wordsOf = (envelope: unknown): string =>
	[firstText(envelope, 'message', 'detail', 'title'), ...fieldErrorsIn(envelope)]
		.map((text) => withoutFullStop(text ?? ''))
		.filter(Boolean)
		.join('. ');

/** How ECGrid says in words what its code ObjectNotFound says, so that no headline need say it again. */
const SAYS_NOT_FOUND = /(not|n't|\bno) (be )?(found|find|exist|such)|\bunknown\b/i;

const refused = (answer: HttpResponse, envelope: unknown, request: ApiRequest): Failure => {
	const { statusCode, body } = answer;
	const retryAfterMs = retryAfterMsOf(answer);
	const errorCode = errorCodeOf(envelope);
	const said = wordsOf(envelope);
	const traceId = firstText(envelope, 'traceId');
	const sender = senderOf(envelope, errorCode, body);
	const text = typeof body === 'string' ? body : said;
	const advice = adviceFor({ status: statusCode, errorCode, sender, text }, request);
	const code = errorCode ?? firstText(envelope, 'errorCode', 'title');
	const shown = [code, `HTTP ${statusCode}`].filter(Boolean).join(', ');
	const isSaidTwice = errorCode === 'ObjectNotFound' && SAYS_NOT_FOUND.test(said);
	const failure: Failure = {
		message: isSaidTwice ? said : `${advice.headline} (${shown})${said ? `: ${said}` : ''}`,
		description: [
			advice.remedy,
			isSaidTwice && `(${shown})`,
			retryAfterMs && `The response asks to wait ${Math.ceil(retryAfterMs / 1000)} seconds.`,
			traceId && `Trace ID: ${traceId}.`,
		]
			.filter(Boolean)
			.join(' '),
		status: statusCode,
		errorCode,
		...(sender === 'ecgrid' && { isFromEcGrid: true }),
		retryReason: retryReasonOf(statusCode, errorCode),
		retryAfterMs,
	};
	return statusCode >= 500 || failure.retryReason === 'serverError' ? withOutcome(failure, request) : failure;
};

/**
 * Unwraps ECGrid's envelope `{ success, data, errorCode, message }`: returns its content, or the failure that it reports.
 * `success: false` is a failure whatever the HTTP status, and so is `data: false`, which means "not done".
 * A failure quotes the response as it is. The caller redacts secrets before anyone sees it.
 * API: rest-api/overview, section 1.3 and rows E1–E5 of the sheet.
 */
export function unwrap(answer: HttpResponse, request: ApiRequest): Result {
	const { statusCode } = answer;
	if (answer.isFromProxy) return { failure: refusedByProxy(statusCode) };
	if (NO_CONTENT.includes(statusCode) && !request.returnsData) return { data: undefined };
	const envelope = parsed(answer.body);
	if (REDIRECTS.includes(statusCode)) return { failure: redirected(answer) };
	if (statusCode >= 400) {
		return { failure: refused(answer, envelope ?? plainText(answer.body), request) };
	}
	if (isRecord(envelope) && statusCode < 300) {
		const success = fieldOf(envelope, 'success');
		const data = fieldOf(envelope, 'data');
		const total = totalIn(envelope);
		const respondedAt = dateOf(answer);
		if (success === true && data !== false) {
			if (
				request.returnsData === 'something' &&
				[data].flat().every((each) => each === true || isNothing(each))
			)
				return { failure: withOutcome(unsaid(statusCode), request) };
			return {
				data,
				...(total !== undefined && { total }),
				...(respondedAt !== undefined && { respondedAt }),
			};
		}
		if (typeof success === 'boolean') return { failure: refused(answer, envelope, request) };
	}
	return { failure: withOutcome(notEcGrids(answer), request) };
}
