import { DEFAULT_BASE_URL } from './credential';
import { withOutcome, type Failure } from './failure';
import { fieldOf, isRecord, readText, totalIn } from './record';
import { unfinished } from './unfinished';
import type { ApiRequest } from './api';

/** An HTTP answer, whatever its status. */
export interface Answer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

/** The `data` of an answer, and what stands beside it. */
export interface Content {
	data: unknown;
	/** How many rows a list has in all, where that is told beside `data`. */
	total?: number;
}

/** What a request came to. */
export type Result = (Content & { failure?: undefined }) | { failure: Failure };

interface Advice {
	happened: string;
	wayOut: string;
}

const CHECK_BASE_URL = `Check the Base URL of the ECGrid API credential (usually ${DEFAULT_BASE_URL}).`;

/** What ECGrid's error codes mean to a workflow author. Pages: appendix/error-codes, getting-started/error-handling-troubleshooting. */
const ADVICE_BY_CODE: Record<string, Advice> = {
	InvalidParameter: {
		happened: 'ECGrid refused a value',
		wayOut: 'Correct the field that the message names, then run again.',
	},
	DuplicateObject: {
		happened: 'ECGrid already has this',
		wayOut: 'Use the existing one, or change what must be unique.',
	},
	InvalidAPIKey: {
		happened: 'ECGrid does not accept the API key',
		wayOut: 'Enter a current API key in the ECGrid API credential. A new key ends the old one at once.',
	},
	InvalidSession: {
		happened: 'ECGrid does not accept the session',
		wayOut: 'Enter a current API key in the ECGrid API credential.',
	},
	AccessDenied: {
		happened: 'ECGrid denied access',
		wayOut:
			"The API key's user has too low an AuthLevel for this. Ask your ECGrid administrator, or use another key.",
	},
	ObjectNotFound: {
		happened: 'ECGrid found no such object',
		wayOut: 'It does not exist, or this API key may not see it. Check the ID.',
	},
	RateLimitExceeded: {
		happened: 'ECGrid is receiving too many requests',
		wayOut: 'Wait a little and run again, or send fewer at a time.',
	},
	InternalError: {
		happened: 'ECGrid could not complete the request',
		wayOut: 'Run again later. If it goes on, tell ECGrid support the time and this message.',
	},
};

const CODE_BY_STATUS: Record<number, string> = {
	400: 'InvalidParameter',
	401: 'InvalidAPIKey',
	403: 'AccessDenied',
	404: 'ObjectNotFound',
	429: 'RateLimitExceeded',
	500: 'InternalError',
};

const ADVICE_BY_STATUS: Record<number, Advice> = {
	413: { happened: 'The request is too big for ECGrid', wayOut: 'Send a smaller file.' },
	502: { happened: 'ECGrid is not answering behind its gateway', wayOut: 'Run again later.' },
	503: { happened: 'ECGrid is unavailable for the moment', wayOut: 'Run again later.' },
	504: { happened: 'ECGrid took too long behind its gateway', wayOut: 'Run again later.' },
};

/** 404 without ECGrid's own code: it may be ECGrid's, or that of a gateway or another server. */
const NOTHING_THERE: Advice = {
	happened: 'Nothing was found at this address',
	wayOut: `${CHECK_BASE_URL} If it is right, check the ID: it may not exist, or this API key may not see it.`,
};

const REFUSED: Advice = { happened: 'ECGrid refused the request', wayOut: 'See the message.' };

const parsed = (body: unknown): unknown => {
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
};

/** An error that came as text takes the place of the envelope's message; a web page says nothing. */
const plainText = (body: unknown) =>
	typeof body === 'string' && !body.trimStart().startsWith('<') ? { message: body } : undefined;

const redirected = ({ statusCode, headers }: Answer): Failure => {
	const location = String(headers.location ?? '');
	let where = 'another address';
	try {
		if (location) where = new URL(location).origin;
	} catch {
		where = 'another path';
	}
	return {
		message: `ECGrid answered with a redirect (HTTP ${statusCode}) to ${where}, which was not followed, so that the API key goes nowhere else`,
		description: CHECK_BASE_URL,
		status: statusCode,
	};
};

const notEcGrids = (statusCode: number): Failure => ({
	message: `The answer is not one of ECGrid's (HTTP ${statusCode}, no readable envelope)`,
	description: CHECK_BASE_URL,
	status: statusCode,
});

const FALTERING_STATUSES = [500, 502, 503, 504];

const passingOf = (statusCode: number, errorCode: string | undefined): Failure['passing'] => {
	if (statusCode === 429 || errorCode === 'RateLimitExceeded') return 'limited';
	return FALTERING_STATUSES.includes(statusCode) || errorCode === 'InternalError' ? 'faltering' : undefined;
};

/** Milliseconds in a `Retry-After` header: seconds, or a date. */
const retryAfterOf = ({ headers }: Answer): number | undefined => {
	const value = String(headers['retry-after'] ?? '').trim();
	if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
};

/**
 * ECGrid's own code in an error: a code that its pages name, or whatever is in an envelope. The `title` of
 * problem JSON is none: every gateway and web server writes one.
 */
const errorCodeOf = (envelope: unknown): string | undefined => {
	const code = readText(envelope, 'errorCode');
	if (code === undefined || Object.hasOwn(ADVICE_BY_CODE, code)) return code;
	return isRecord(envelope) && typeof fieldOf(envelope, 'success') === 'boolean' ? code : undefined;
};

/** A code of ECGrid's pages as it is; of any other no more than that there is one. */
export const knownCode = (code: string): string => (Object.hasOwn(ADVICE_BY_CODE, code) ? code : 'Unknown');

const adviceFor = (statusCode: number, errorCode: string | undefined): Advice => {
	if (errorCode !== undefined && Object.hasOwn(ADVICE_BY_CODE, errorCode)) return ADVICE_BY_CODE[errorCode]!;
	if (statusCode === 404 && errorCode === undefined) return NOTHING_THERE;
	return ADVICE_BY_STATUS[statusCode] ?? ADVICE_BY_CODE[CODE_BY_STATUS[statusCode] ?? ''] ?? REFUSED;
};

const refused = (answer: Answer, envelope: unknown, request: ApiRequest): Failure => {
	const { statusCode } = answer;
	const retryAfter = retryAfterOf(answer);
	const errorCode = errorCodeOf(envelope);
	const said = readText(envelope, 'message', 'detail', 'title');
	const traceId = readText(envelope, 'traceId');
	const advice = adviceFor(statusCode, errorCode);
	const code = errorCode ?? readText(envelope, 'errorCode', 'title');
	const shown = [code, `HTTP ${statusCode}`].filter(Boolean).join(', ');
	const failure: Failure = {
		message: `${advice.happened} (${shown})${said ? `: ${unfinished(said)}` : ''}`,
		description: [
			advice.wayOut,
			retryAfter && `ECGrid asks to wait ${Math.ceil(retryAfter / 1000)} seconds.`,
			traceId && `Trace ID: ${traceId}.`,
		]
			.filter(Boolean)
			.join(' '),
		status: statusCode,
		errorCode,
		passing: passingOf(statusCode, errorCode),
		retryAfter,
	};
	return statusCode >= 500 || failure.passing === 'faltering' ? withOutcome(failure, request) : failure;
};

/**
 * Unwraps ECGrid's envelope `{ success, data, errorCode, message }`: gives its content, or the failure that the
 * answer is. `success: false` is a failure whatever the HTTP status, and so is `data: false`: "not done".
 * A failure repeats words of the answer as they are: secrets are taken out of it before it is told.
 * API: rest-api/overview, section 1.3 and rows E1–E5 of the sheet.
 */
export function unwrap(answer: Answer, request: ApiRequest): Result {
	const { statusCode } = answer;
	const envelope = parsed(answer.body);
	if (statusCode >= 300 && statusCode < 400) return { failure: redirected(answer) };
	if (statusCode === 404 && !isRecord(envelope)) return { failure: notEcGrids(statusCode) };
	if (statusCode >= 400) {
		return { failure: refused(answer, envelope ?? plainText(answer.body), request) };
	}
	if (isRecord(envelope)) {
		const success = fieldOf(envelope, 'success');
		const data = fieldOf(envelope, 'data');
		const total = totalIn(envelope);
		if (success === true && data !== false) return { data, ...(total !== undefined && { total }) };
		if (typeof success === 'boolean') return { failure: refused(answer, envelope, request) };
	}
	return { failure: withOutcome(notEcGrids(statusCode), request) };
}
