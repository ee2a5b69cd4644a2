import type { ApiRequest } from './api';
import { DEFAULT_BASE_URL } from './credential';
import { PROXY_LOGIN_STATUS, WANTS_PROXY_LOGIN } from './proxy';

/** What a refusal means to a workflow author, and what to do about it. */
export interface Advice {
	happened: string;
	wayOut: string;
}

/**
 * Whose word an answer is, by its form: ECGrid's; that of a proxy, a firewall or a gateway, which answer with web pages;
 * or either's.
 */
export type Speaker = 'ecgrid' | 'between' | 'either';

export const CHECK_BASE_URL = `Check the Base URL of the ECGrid API credential (usually ${DEFAULT_BASE_URL}).`;

/** Said of what is no answer of ECGrid's although it came from the Base URL. */
export const MAYBE_ANOTHER =
	"If it is right, a proxy or the login page of a network may answer in ECGrid's place: ask whoever runs the network of n8n.";

const ASK_NETWORK =
	'Ask whoever runs the proxy, the firewall or the gateway between n8n and ECGrid to let n8n through to the Base URL of the ECGrid API credential.';

/** What ECGrid's error codes mean. Pages: appendix/error-codes, getting-started/error-handling-troubleshooting. */
const BY_CODE: Record<string, Advice> = {
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
	408: { happened: 'The request did not come through in time', wayOut: LATER },
	425: { happened: 'The request came too early for a gateway on the way', wayOut: LATER },
	502: { happened: 'A gateway on the way got no good answer from ECGrid', wayOut: LATER },
	504: { happened: 'A gateway on the way got no answer from ECGrid in time', wayOut: LATER },
};

/** Whether a status is one by which a gateway says that it got no good answer from the server behind it: no standard has these. */
export const isOfGateway = (status: number): boolean => status >= 520 && status <= 530;

/** Statuses without a code of ECGrid's, where ECGrid itself may have given them. */
const OF_EITHER: Record<number, Advice> = {
	400: {
		happened: 'ECGrid, or a gateway on the way, refused the request',
		wayOut: 'Correct what the message names, then run again.',
	},
	401: {
		happened: 'ECGrid, or a gateway on the way, does not accept the API key or wants another login',
		wayOut: `Check the API key in the ECGrid API credential. If it is right: ${ASK_NETWORK}`,
	},
	403: {
		happened: 'ECGrid, or a firewall or gateway on the way, denied access',
		wayOut: `The API key's user may have too low an AuthLevel for this: ask your ECGrid administrator. If not: ${ASK_NETWORK}`,
	},
	429: {
		happened: 'ECGrid, or a gateway on the way, is receiving too many requests',
		wayOut: BY_CODE.RateLimitExceeded!.wayOut,
	},
	500: {
		happened: 'ECGrid, or a gateway on the way, could not complete the request',
		wayOut: BY_CODE.InternalError!.wayOut,
	},
	503: { happened: 'ECGrid, or a gateway on the way, is unavailable for the moment', wayOut: LATER },
};

const UNAVAILABLE: Advice = { happened: 'ECGrid is unavailable for the moment', wayOut: LATER };

/** A web page, and ECGrid sends none. */
const REFUSED_BETWEEN: Advice = {
	happened: 'A proxy, a firewall or a gateway between n8n and ECGrid refused the request',
	wayOut: `${ASK_NETWORK} If nothing is in between: ${CHECK_BASE_URL}`,
};

/** 404 without ECGrid's own code: it may be ECGrid's, or that of a gateway or another server. */
const NOTHING_THERE: Advice = {
	happened: 'Nothing was found at this address',
	wayOut: `${CHECK_BASE_URL} If it is right, check the ID: it may not exist, or this API key may not see it.`,
};

const NOT_ECGRIDS: Advice = {
	happened: "The answer is not one of ECGrid's",
	wayOut: `${CHECK_BASE_URL} ${MAYBE_ANOTHER}`,
};

const REFUSED_BY_EITHER: Advice = {
	happened: 'ECGrid, or something on the way, refused the request',
	wayOut: `See the message. If it is not ECGrid's: ${ASK_NETWORK}`,
};

const REFUSED: Advice = { happened: 'ECGrid refused the request', wayOut: 'See the message.' };

/** How servers say that a request is too big where the status does not. */
const SAYS_TOO_BIG =
	/\b404\.13\b|exceeds the request content length|maximum request length|request (body|entity)( is)? too (large|long|big)/i;

/** Bytes of a request that no server takes for too big. */
const SMALL = 1_000_000;
/** Characters of an answer that are looked at. */
const LOOKED_AT = 20_000;

const sizeOf = ({ upload, body }: ApiRequest): number =>
	upload?.length ?? Buffer.byteLength(JSON.stringify(body ?? ''));

const inWords = (bytes: number) =>
	bytes < SMALL ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

const SEND_LESS =
	'Send a smaller file, or have the limit raised by ECGrid support or by whoever runs what is on the way. (A file is a third longer in a request than on disk.)';

/** Whether an answer says, or by its status and the size of the request may say, that the request is too big; and how to put it. */
function tooBig(status: number, text: string, request: ApiRequest): Advice | undefined {
	const isSaid = status === 413 || (status < 500 && SAYS_TOO_BIG.test(text.slice(0, LOOKED_AT)));
	const bytes = isSaid || status === 404 ? sizeOf(request) : 0;
	if (isSaid) {
		const happened = `The request of ${inWords(bytes)} is too big for ECGrid, or for a proxy or gateway on the way`;
		return { happened, wayOut: SEND_LESS };
	}
	if (bytes < SMALL) return undefined;
	return {
		happened: `Nothing was found at this address, or the request of ${inWords(bytes)} is too big for a server on the way`,
		wayOut: `Try a small file. If that is taken: ${SEND_LESS} If not: ${CHECK_BASE_URL}`,
	};
}

/** What an answer says that is not a success. */
export interface Refusal {
	status: number;
	/** ECGrid's own code. */
	errorCode?: string;
	speaker: Speaker;
	/** The answer as text, where it is one. */
	text: string;
}

/** What a refusal means, and what to do about it. */
export function adviceFor({ status, errorCode, speaker, text }: Refusal, request: ApiRequest): Advice {
	if (errorCode !== undefined && isKnownCode(errorCode)) return BY_CODE[errorCode]!;
	const size = errorCode === undefined || status === 413 ? tooBig(status, text, request) : undefined;
	if (size) return size;
	if (status === 404 && errorCode === undefined) return speaker === 'between' ? NOT_ECGRIDS : NOTHING_THERE;
	if (isOfGateway(status)) return BY_STATUS[502]!;
	if (Object.hasOwn(BY_STATUS, status)) return BY_STATUS[status]!;
	if (speaker === 'between' && status < 500 && status !== 429) return REFUSED_BETWEEN;
	if (speaker !== 'ecgrid') return OF_EITHER[status] ?? REFUSED_BY_EITHER;
	if (status === 503) return UNAVAILABLE;
	return BY_CODE[CODE_BY_STATUS[status] ?? ''] ?? REFUSED;
}
