import type { ApiRequest } from './api';
import { DEFAULT_BASE_URL } from './credential';
import { PROXY_LOGIN_STATUS, WANTS_PROXY_LOGIN } from './proxy';

/** What a refusal means to a workflow author, and what to do about it. */
export interface Advice {
	headline: string;
	remedy: string;
}

/**
 * Whose word an answer is, by its form: ECGrid's; that of a proxy, a firewall or a gateway, which answer with web pages;
 * or either's.
 */
export type Sender = 'ecgrid' | 'between' | 'either';

export const CHECK_BASE_URL = `Check the Base URL of the ECGrid API credential (usually ${DEFAULT_BASE_URL}).`;

/** Said of what is no answer of ECGrid's although it came from the Base URL. */
export const MAYBE_ANOTHER =
	"If it is right, a proxy or the login page of a network may answer in ECGrid's place: ask whoever runs the network of n8n.";

const ASK_NETWORK =
	'Ask whoever runs the proxy, the firewall or the gateway between n8n and ECGrid to let n8n through to the Base URL of the ECGrid API credential.';

/** What ECGrid's error codes mean. Pages: appendix/error-codes, getting-started/error-handling-troubleshooting. */
const BY_CODE: Record<string, Advice> = {
	InvalidParameter: {
		headline: 'ECGrid refused a value',
		remedy: 'Correct the field that the message names, then run again.',
	},
	DuplicateObject: {
		headline: 'ECGrid already has this',
		remedy: 'Use the existing one, or change what must be unique.',
	},
	InvalidAPIKey: {
		headline: 'ECGrid does not accept the API key',
		remedy: 'Enter a current API key in the ECGrid API credential. A new key ends the old one at once.',
	},
	InvalidSession: {
		headline: 'ECGrid does not accept the session',
		remedy: 'Enter a current API key in the ECGrid API credential.',
	},
	AccessDenied: {
		headline: 'ECGrid denied access',
		remedy:
			"The API key's user has too low an AuthLevel for this. Ask your ECGrid administrator, or use another key.",
	},
	ObjectNotFound: {
		headline: 'ECGrid found no such object',
		remedy: 'It does not exist, or this API key may not see it. Check the ID.',
	},
	RateLimitExceeded: {
		headline: 'ECGrid is receiving too many requests',
		remedy: 'Wait a little and run again, or send fewer at a time.',
	},
	InternalError: {
		headline: 'ECGrid could not complete the request',
		remedy: 'Run again later. If it goes on, tell ECGrid support the time and this message.',
	},
};

/** Whether a code is one that ECGrid's pages name. */
export const isKnownCode = (code: string): boolean => Object.hasOwn(BY_CODE, code);

const CODE_BY_STATUS: Record<number, string> = {
	400: 'InvalidParameter',
	401: 'InvalidAPIKey',
	403: 'AccessDenied',
	404: 'ObjectNotFound',
	429: 'RateLimitExceeded',
	500: 'InternalError',
};

const LATER = 'Run again later.';

/** Statuses that mean the same whoever says them. */
const BY_STATUS: Record<number, Advice> = {
	[PROXY_LOGIN_STATUS]: WANTS_PROXY_LOGIN,
	408: { headline: 'The request did not come through in time', remedy: LATER },
	425: { headline: 'The request came too early for a gateway on the way', remedy: LATER },
	502: { headline: 'A gateway on the way got no good answer from ECGrid', remedy: LATER },
	504: { headline: 'A gateway on the way got no answer from ECGrid in time', remedy: LATER },
};

/** Whether a status is one by which a gateway says that it got no good answer from the server behind it: no standard has these. */
export const isOfGateway = (status: number): boolean => status >= 520 && status <= 530;

/** Statuses without a code of ECGrid's, where ECGrid itself may have given them. */
const OF_EITHER: Record<number, Advice> = {
	400: {
		headline: 'ECGrid, or a gateway on the way, refused the request',
		remedy: 'Correct what the message names, then run again.',
	},
	401: {
		headline: 'ECGrid, or a gateway on the way, does not accept the API key or wants another login',
		remedy: `Check the API key in the ECGrid API credential. If it is right: ${ASK_NETWORK}`,
	},
	403: {
		headline: 'ECGrid, or a firewall or gateway on the way, denied access',
		remedy: `The API key's user may have too low an AuthLevel for this: ask your ECGrid administrator. If not: ${ASK_NETWORK}`,
	},
	429: {
		headline: 'ECGrid, or a gateway on the way, is receiving too many requests',
		remedy: BY_CODE.RateLimitExceeded!.remedy,
	},
	500: {
		headline: 'ECGrid, or a gateway on the way, could not complete the request',
		remedy: BY_CODE.InternalError!.remedy,
	},
	503: { headline: 'ECGrid, or a gateway on the way, is unavailable for the moment', remedy: LATER },
};

const UNAVAILABLE: Advice = { headline: 'ECGrid is unavailable for the moment', remedy: LATER };

/** A web page, and ECGrid sends none. */
const REFUSED_BETWEEN: Advice = {
	headline: 'A proxy, a firewall or a gateway between n8n and ECGrid refused the request',
	remedy: `${ASK_NETWORK} If nothing is in between: ${CHECK_BASE_URL}`,
};

/** 404 without ECGrid's own code: it may be ECGrid's, or that of a gateway or another server. */
const NOTHING_THERE: Advice = {
	headline: 'Nothing was found at this address',
	remedy: `${CHECK_BASE_URL} If it is right, check the ID: it may not exist, or this API key may not see it.`,
};

const NOT_ECGRIDS: Advice = {
	headline: "The answer is not one of ECGrid's",
	remedy: `${CHECK_BASE_URL} ${MAYBE_ANOTHER}`,
};

const REFUSED_BY_EITHER: Advice = {
	headline: 'ECGrid, or something on the way, refused the request',
	remedy: `See the message. If it is not ECGrid's: ${ASK_NETWORK}`,
};

const REFUSED: Advice = { headline: 'ECGrid refused the request', remedy: 'See the message.' };

/** How servers say that a request is too big where the status does not. */
const SAYS_TOO_BIG =
	/\b404\.13\b|exceeds the request content length|maximum request length|request (body|entity)( is)? too (large|long|big)/i;

/** Bytes of a request that no server takes for too big. */
const SMALL_REQUEST_BYTES = 1_000_000;
/** Characters of an answer that are looked at. */
const MAX_SEARCHED_CHARACTERS = 20_000;

const sizeOf = ({ upload, body }: ApiRequest): number =>
	upload?.length ?? Buffer.byteLength(JSON.stringify(body ?? ''));

const inWords = (bytes: number) =>
	bytes < SMALL_REQUEST_BYTES ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

const SEND_LESS =
	'Send a smaller file, or have the limit raised by ECGrid support or by whoever runs what is on the way. (A file is a third longer in a request than on disk.)';

/** Whether an answer says, or by its status and the size of the request may say, that the request is too big; and how to put it. */
function tooBig(status: number, text: string, request: ApiRequest): Advice | undefined {
	const isSaid =
		status === 413 || (status < 500 && SAYS_TOO_BIG.test(text.slice(0, MAX_SEARCHED_CHARACTERS)));
	const bytes = isSaid || status === 404 ? sizeOf(request) : 0;
	if (isSaid) {
		const headline = `The request of ${inWords(bytes)} is too big for ECGrid, or for a proxy or gateway on the way`;
		return { headline, remedy: SEND_LESS };
	}
	if (bytes < SMALL_REQUEST_BYTES) return undefined;
	return {
		headline: `Nothing was found at this address, or the request of ${inWords(bytes)} is too big for a server on the way`,
		remedy: `Try a small file. If that is taken: ${SEND_LESS} If not: ${CHECK_BASE_URL}`,
	};
}

/** What an answer says that is not a success. */
export interface Refusal {
	status: number;
	/** ECGrid's own code. */
	errorCode?: string;
	sender: Sender;
	/** The answer as text, where it is one. */
	text: string;
}

/** What a refusal means, and what to do about it. */
export function adviceFor({ status, errorCode, sender, text }: Refusal, request: ApiRequest): Advice {
	if (errorCode !== undefined && isKnownCode(errorCode)) return BY_CODE[errorCode]!;
	const size = errorCode === undefined || status === 413 ? tooBig(status, text, request) : undefined;
	if (size) return size;
	if (status === 404 && errorCode === undefined) return sender === 'between' ? NOT_ECGRIDS : NOTHING_THERE;
	if (isOfGateway(status)) return BY_STATUS[502]!;
	if (Object.hasOwn(BY_STATUS, status)) return BY_STATUS[status]!;
	if (sender === 'between' && status < 500 && status !== 429) return REFUSED_BETWEEN;
	if (sender !== 'ecgrid') return OF_EITHER[status] ?? REFUSED_BY_EITHER;
	if (status === 503) return UNAVAILABLE;
	return BY_CODE[CODE_BY_STATUS[status] ?? ''] ?? REFUSED;
}
