import { adviceFor, CHECK_BASE_URL, isKnownCode, isOfGateway, MAYBE_ANOTHER, type Sender } from './advice';
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

/** An error that came as text takes the place of the envelope's message; a web page says nothing. */
const plainText = (body: unknown) =>
	typeof body === 'string' && !isWebPage(body) ? { message: body } : undefined;

/** What leads to another address. Of the other statuses below 400, such as 304, none does. */
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
		message: `The answer is a redirect (HTTP ${statusCode}) to ${where}, which was not followed, so that the API key goes nowhere else`,
		description: `${CHECK_BASE_URL} ${MAYBE_ANOTHER}`,
		status: statusCode,
	};
};

const notEcGrids = (statusCode: number): Failure => ({
	message: `The answer is not one of ECGrid's (HTTP ${statusCode}, no readable envelope)`,
	description: `${CHECK_BASE_URL} ${MAYBE_ANOTHER}`,
	status: statusCode,
});

const unsaid = (statusCode: number): Failure => ({
	message: `ECGrid answered without an error, but did not say what became of it (HTTP ${statusCode})`,
	description: '',
	status: statusCode,
});

const NO_CONTENT = [204, 205];
const SERVER_ERROR_STATUSES = [408, 425, 500, 502, 503, 504];
const isServerError = (status: number) => SERVER_ERROR_STATUSES.includes(status) || isOfGateway(status);

const retryReasonOf = (statusCode: number, errorCode: string | undefined): Failure['retryReason'] => {
	// A 5xx does not say for certain that nothing was done, whatever its code.
	if (statusCode === 429 || (errorCode === 'RateLimitExceeded' && statusCode < 500)) return 'rateLimited';
	return isServerError(statusCode) || ['InternalError', 'RateLimitExceeded'].includes(errorCode ?? '')
		? 'serverError'
		: undefined;
};

/** When an answer was sent, by the clock of who sent it, in epoch milliseconds. */
const dateOf = ({ headers }: HttpResponse): number | undefined => {
	const date = Date.parse(String(headers.date ?? ''));
	return Number.isNaN(date) ? undefined : date;
};

/** Milliseconds in a `Retry-After` header: seconds, or a date, which is one by the clock of the answer. */
const retryAfterMsOf = (answer: HttpResponse): number | undefined => {
	const value = String(answer.headers['retry-after'] ?? '').trim();
	if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(0, date - (dateOf(answer) ?? Date.now()));
};

/**
 * ECGrid's own code in an error: a code that its pages name, or whatever is in an envelope. The `title` of
 * problem JSON is none: every gateway and web server writes one.
 */
const errorCodeOf = (envelope: unknown): string | undefined => {
	const code = firstText(envelope, 'errorCode');
	if (code === undefined || isKnownCode(code)) return code;
	return isRecord(envelope) && typeof fieldOf(envelope, 'success') === 'boolean' ? code : undefined;
};

/** ECGrid's own envelope, or the problem JSON that its code samples show (row E1 of the sheet), is ECGrid's word. */
const senderOf = (envelope: unknown, errorCode: string | undefined, body: unknown): Sender => {
	if (errorCode !== undefined) return 'ecgrid';
	if (isRecord(envelope)) {
		const isEnvelope = typeof fieldOf(envelope, 'success') === 'boolean';
		return isEnvelope || firstSet(envelope, 'traceId', 'errors') !== undefined ? 'ecgrid' : 'either';
	}
	return isWebPage(body) ? 'between' : 'either';
};

/** What an error says, and of which fields, as one sentence without a full stop. */
const wordsOf = (envelope: unknown): string =>
	[firstText(envelope, 'message', 'detail', 'title'), ...fieldErrorsIn(envelope)]
		.map((text) => withoutFullStop(text ?? ''))
		.filter(Boolean)
		.join('. ');

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
	const failure: Failure = {
		message: `${advice.headline} (${shown})${said ? `: ${said}` : ''}`,
		description: [
			advice.remedy,
			retryAfterMs && `The answer asks to wait ${Math.ceil(retryAfterMs / 1000)} seconds.`,
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
 * Unwraps ECGrid's envelope `{ success, data, errorCode, message }`: gives its content, or the failure that the
 * answer is. `success: false` is a failure whatever the HTTP status, and so is `data: false`: "not done".
 * A failure repeats words of the answer as they are: secrets are taken out of it before it is told.
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
			if (request.returnsData === 'something' && (data === true || isNothing(data)))
				return { failure: withOutcome(unsaid(statusCode), request) };
			return {
				data,
				...(total !== undefined && { total }),
				...(respondedAt !== undefined && { respondedAt }),
			};
		}
		if (typeof success === 'boolean') return { failure: refused(answer, envelope, request) };
	}
	return { failure: withOutcome(notEcGrids(statusCode), request) };
}
