import type { ApiRequest } from './api';
import { DEFAULT_BASE_URL } from './credential';
import { PROXY_LOGIN_STATUS, WANTS_PROXY_LOGIN } from './proxy';

/** What a refusal means to a workflow author, and what to do about it. */
export interface Advice {
	headline: string;
	remedy: string;
}

/** Who sent a response, by its form: ECGrid, something between (a proxy, firewall or gateway, which send web pages), or either. */
export type Sender = 'ecgrid' | 'between' | 'either';

export const CHECK_BASE_URL = `Check the Base URL of the ECGrid API credential (usually ${DEFAULT_BASE_URL}).`;

/** Advice for a response from the Base URL that isn't ECGrid's. */
export const MAYBE_ANOTHER =
	"If it is right, a proxy or a network's login page may be answering in ECGrid's place. Ask whoever runs n8n's network.";

const ASK_NETWORK =
	'Ask whoever runs the proxy, firewall or gateway between n8n and ECGrid to let n8n reach the Base URL of the ECGrid API credential.';

/** What ECGrid's error codes mean. Pages: appendix/error-codes, getting-started/error-handling-troubleshooting. */
const BY_CODE: Record<string, Advice> = {
	InvalidParameter: {
		headline: 'ECGrid refused a value',
		remedy: 'Correct the field that the message names, then run this again.',
	},
	DuplicateObject: {
		headline: 'ECGrid already has this',
		remedy: 'Use the existing object, or change the value that must be unique.',
	},
	InvalidAPIKey: {
		headline: "ECGrid doesn't accept the API key",
		remedy: 'Enter the current API key in the ECGrid API credential. A new key revokes the old one at once.',
	},
	InvalidSession: {
		headline: "ECGrid doesn't accept the session",
		remedy: 'Enter the current API key in the ECGrid API credential.',
	},
	AccessDenied: {
		headline: 'ECGrid denied access',
		remedy:
			"The AuthLevel of the API key's user is too low for this: User → Get Me shows it. Ask your ECGrid administrator, or use another key.",
	},
	ObjectNotFound: {
		headline: "ECGrid can't find the object",
		remedy: "Check the ID. The object doesn't exist, or this API key isn't allowed to see it.",
	},
	RateLimitExceeded: {
		headline: 'ECGrid is receiving too many requests',
		remedy: 'Wait a moment and run this again, or send fewer requests at a time.',
	},
	InternalError: {
		headline: "ECGrid couldn't complete the request",
		remedy: 'Run this again later. If it keeps failing, send ECGrid support the time and this message.',
	},
};

/** Whether ECGrid's pages document this code. */
export const isKnownCode = (code: string): boolean => Object.hasOwn(BY_CODE, code);

const CODE_BY_STATUS: Record<number, string> = {
	400: 'InvalidParameter',
	401: 'InvalidAPIKey',
	403: 'AccessDenied',
	404: 'ObjectNotFound',
	429: 'RateLimitExceeded',
	500: 'InternalError',
};

const LATER = 'Run this again later.';

/** Statuses that mean the same whoever sends them. */
const BY_STATUS: Record<number, Advice> = {
	[PROXY_LOGIN_STATUS]: WANTS_PROXY_LOGIN,
	408: { headline: "The request didn't arrive in time", remedy: LATER },
	425: { headline: 'A gateway on the way refused the request as too early', remedy: LATER },
	502: { headline: 'A gateway on the way got no valid response from ECGrid', remedy: LATER },
	504: { headline: 'A gateway on the way timed out waiting for ECGrid', remedy: LATER },
};

/** Whether a status is a nonstandard one that gateways send when the server behind them doesn't respond properly. */
export const isOfGateway = (status: number): boolean => status >= 520 && status <= 530;

/** Statuses without an ECGrid code that ECGrid itself may have sent. */
const OF_EITHER: Record<number, Advice> = {
	400: {
		headline: 'ECGrid, or a gateway on the way, refused the request',
		remedy: 'Correct the value that the message names, then run this again.',
	},
	401: {
		headline: "ECGrid, or a gateway on the way, doesn't accept the API key or wants another login",
		remedy: `Check the API key in the ECGrid API credential. If it is correct: ${ASK_NETWORK}`,
	},
	403: {
		headline: 'ECGrid, or a firewall or gateway on the way, denied access',
		remedy: `The AuthLevel of the API key's user may be too low for this. Ask your ECGrid administrator. If it isn't: ${ASK_NETWORK}`,
	},
	429: {
		headline: 'ECGrid, or a gateway on the way, is receiving too many requests',
		remedy: BY_CODE.RateLimitExceeded!.remedy,
	},
	500: {
		headline: "ECGrid, or a gateway on the way, couldn't complete the request",
		remedy: BY_CODE.InternalError!.remedy,
	},
	503: { headline: 'ECGrid, or a gateway on the way, is temporarily unavailable', remedy: LATER },
};

const UNAVAILABLE: Advice = { headline: 'ECGrid is temporarily unavailable', remedy: LATER };

/** For a web page: ECGrid sends none. */
const REFUSED_BETWEEN: Advice = {
	headline: 'A proxy, firewall or gateway between n8n and ECGrid refused the request',
	remedy: `${ASK_NETWORK} If there is none: ${CHECK_BASE_URL}`,
};

/** For a 404 without ECGrid's own code. ECGrid, a gateway or another server may have sent it. */
const NOTHING_THERE: Advice = {
	headline: 'Nothing was found at this address',
	remedy: `${CHECK_BASE_URL} If it is right, check the ID. The object may not exist, or this API key may not be allowed to see it.`,
};

/** For a response that isn't ECGrid's. */
export const NOT_ECGRIDS: Advice = {
	headline: "The response isn't from ECGrid",
	remedy: `${CHECK_BASE_URL} ${MAYBE_ANOTHER}`,
};

/** For a web page from the Base URL: ECGrid itself sends none. */
export const WEB_PAGE: Advice = {
	headline: "A web page came instead of ECGrid's answer",
	remedy: `ECGrid may be down for maintenance. Run this again later. If it keeps happening: ${CHECK_BASE_URL} ${MAYBE_ANOTHER}`,
};

const REFUSED_BY_EITHER: Advice = {
	headline: 'ECGrid, or something on the way, refused the request',
	remedy: `Read the message. If it isn't ECGrid's: ${ASK_NETWORK}`,
};

const REFUSED: Advice = { headline: 'ECGrid refused the request', remedy: 'Read the message.' };

/** How servers say that a request is too big when the status doesn't. */
const SAYS_TOO_BIG =
	/\b404\.13\b|exceeds the request content length|maximum request length|request (body|entity)( is)? too (large|long|big)/i;

/** Bytes of a request that no server finds too big. */
const SMALL_REQUEST_BYTES = 1_000_000;
/** Characters of a response to search. */
const MAX_SEARCHED_CHARACTERS = 20_000;

const sizeOf = ({ upload, body }: ApiRequest): number =>
	upload?.length ?? Buffer.byteLength(JSON.stringify(body ?? ''));

const inWords = (bytes: number) =>
	bytes < SMALL_REQUEST_BYTES ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

const SEND_LESS =
	'Send a smaller file, or ask ECGrid support or whoever runs the proxy or gateway to raise the limit. (A file is a third longer in a request than on disk.)';

/** Advice for a response that says, or by its status and the request's size may mean, that the request is too big. */
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
		remedy: `Try a small file. If it is accepted: ${SEND_LESS} If not: ${CHECK_BASE_URL}`,
	};
}

/** A response that isn't a success. */
export interface Refusal {
	status: number;
	/** ECGrid's own code. */
	errorCode?: string;
	sender: Sender;
	/** The response, if it is text. */
	text: string;
}

/** The same advice, with the AuthLevel that the request takes, if that may be what is wrong. */
const withAuthLevel = (advice: Advice, { leastAuthLevel }: ApiRequest): Advice =>
	leastAuthLevel && (advice === BY_CODE.AccessDenied || advice === OF_EITHER[403])
		? {
				...advice,
				remedy: `By ECGrid's pages, this takes the AuthLevel ${leastAuthLevel} or higher. ${advice.remedy}`,
			}
		: advice;

/** What a refusal means, and what to do about it. */
export const adviceFor = (refusal: Refusal, request: ApiRequest): Advice =>
	withAuthLevel(adviceWithoutLevel(refusal, request), request);

function adviceWithoutLevel({ status, errorCode, sender, text }: Refusal, request: ApiRequest): Advice {
	if (errorCode !== undefined && isKnownCode(errorCode)) return BY_CODE[errorCode]!;
	const size = errorCode === undefined || status === 413 ? tooBig(status, text, request) : undefined;
	if (size) return size;
	if (status === 404 && errorCode === undefined) return sender === 'between' ? WEB_PAGE : NOTHING_THERE;
	if (isOfGateway(status)) return BY_STATUS[502]!;
	if (Object.hasOwn(BY_STATUS, status)) return BY_STATUS[status]!;
	if (sender === 'between' && status < 500 && status !== 429) return REFUSED_BETWEEN;
	if (sender !== 'ecgrid') return OF_EITHER[status] ?? REFUSED_BY_EITHER;
	if (status === 503) return UNAVAILABLE;
	return BY_CODE[CODE_BY_STATUS[status] ?? ''] ?? REFUSED;
}
