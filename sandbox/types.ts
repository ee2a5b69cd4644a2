import type { IncomingHttpHeaders } from 'node:http';
import type { DigestClientName } from './digestClients';
import type { Partner, PartnerRule } from './partner/types';

export interface SandboxOptions {
	/** The default, 0, selects any free port. */
	port?: number;
	apiKey?: string;
	/** PEM certificates to trust for callback URLs, in addition to the public ones. */
	deliveryCa?: string | string[];
	/** `attempts` includes the first attempt. The default, 4, is one attempt and three retries. */
	retry?: { attempts?: number; intervalMs?: number };
	/** How long a receiver may take to answer a delivery. */
	timeoutMs?: number;
	readings?: Readings;
	/** Which of the two documented body shapes deliveries use. */
	payloadShape?: 'A' | 'B';
	rateLimit?: RateLimit;
	/** Added to every API request. */
	latencyMs?: number;
	/** Unexpected ways to call callbacks. */
	caller?: Caller;
	/** How the partner answers uploads. Default: never. */
	partner?: PartnerRule;
}

/** Alternative ways to call a callback; all are off by default. */
export interface Caller {
	/**
	 * The HTTP client whose Digest behavior to use. Default: one that uses the strongest challenge it supports.
	 */
	digestClient?: DigestClientName;
	/**
	 * Hangs up this many milliseconds after sending the request, for the first `times` attempts (default: all).
	 */
	hangUp?: { afterMs: number; times?: number };
	/** How the query of the registered URL changes on the way. */
	url?: UrlChange;
	/** The format of the body. */
	body?: BodyForm;
	/**
	 * As behind a reverse proxy: the caller's path differs from the path that arrives, and several
	 * `WWW-Authenticate` headers are joined into one.
	 */
	proxy?: boolean;
}

export const urlChanges = ['queryLost', 'queryCase', 'queryDoubled', 'queryMore'] as const;
export type UrlChange = (typeof urlChanges)[number];

export const bodyForms = [
	'json',
	'jsonAsForm',
	'formField',
	'multipart',
	'textWithMark',
	'bytes',
	'data',
	'events',
	'list',
] as const;
export type BodyForm = (typeof bodyForms)[number];

export interface RateLimit {
	perSecond: number;
	burst: number;
}

/** Alternative readings of the vendor's pages where they contradict each other; all are off by default. */
export interface Readings {
	/** Queue List and Get Queue by ID show a callback only after it fires. */
	newCallbacksHidden?: boolean;
	/** Responses contain an equivalent spelling of a callback's URL. */
	respelledUrls?: boolean;
	/** The status of every callback in responses, whatever its actual status. */
	callbackStatus?: number | string;
	/** The name of a callback's ID field in responses. Requests keep `callbackId`. */
	callbackIdName?: 'callbackId' | 'callBackEventId' | 'callBackQueueId' | 'CallBackID';
	/** Paged lists return a bare array without totals. */
	bareLists?: boolean;
	/** Event List returns registrations, as in the vendor's code samples. */
	eventListOfRegistrations?: boolean;
	/** Callbacks accept the six events of the create page, not all of `Objects`. */
	sixEvents?: boolean;
	/** Upload and Send Test File return an object. */
	uploadObject?: boolean;
	/** The maximum number of rows per page, however many are requested. */
	longestPage?: number;
	/** Confirm Download returns `false` for a parcel that is already confirmed. */
	repeatedConfirmFalse?: boolean;
	/** The maximum number of parcels in Pending Inbox List. */
	pendingFirstPage?: number;
	/** Pending Inbox List shows the newest parcels first. */
	pendingNewestFirst?: boolean;
	/**
	 * In shape A, the event of a parcel that is reset to the inbox has the same body as its first event: the
	 * time is the parcel's.
	 */
	sameBodyAfterReset?: boolean;
	/** The order of the rows in Event List; oldest first by default. */
	eventOrder?: 'oldestFirst' | 'newestFirst' | 'unsorted';
	/** The format of event times: without a zone, or as `/Date(ms+0200)/`. */
	eventTimes?: 'noZone' | 'net';
	/**
	 * The value for the time of a delivery that never happened, such as `0001-01-01T00:00:00`. Default: null.
	 */
	neverTime?: string;
	/** Alternative words or numbers for event states. */
	eventStatuses?: Partial<Record<OccurrenceRecord['status'], string | number>>;
	/** Download Parcel returns `null` as the content of an empty file. */
	emptyContentNull?: boolean;
	/** Lists are bare arrays with `totalRecords` next to `data`. */
	totalsBeside?: boolean;
	/** Paged lists ignore the page number and return the first page every time. */
	pagesIgnored?: boolean;
	/** Envelope fields are capitalized: `Success`, `Data`, `ErrorCode`, `Message`. */
	envelopeCapitals?: boolean;
	/** A completed operation without data returns 204 without a body. */
	noContent?: boolean;
	/** The status of a new partner. Default: `Active`. */
	partnerStatus?: string;
	/** The periods of Traffic Stats follow the target time, instead of leading up to it. */
	trafficFollows?: boolean;
	/** Refusals are ASP.NET problem JSON, with `errors` by field, as in the vendor's code samples. */
	problemErrors?: boolean;
}

export interface RecordedRequest {
	at: number;
	method: string;
	/** Without the query. */
	path: string;
	/**
	 * The name in the contract, such as `POST /v2/callbacks/create`; undefined if there is no such endpoint.
	 */
	endpoint: string | undefined;
	query: Record<string, unknown>;
	headers: IncomingHttpHeaders;
	rawHeaders: string[];
	/** Parsed, or the raw text if it isn't JSON. */
	body: unknown;
	/** The response status; 0 until there is a response. */
	status: number;
}

export interface NetworkRecord {
	networkId: number;
	uniqueId: string;
	companyName: string;
	status: string;
	created: string;
	modified: string;
}

export interface MailboxRecord extends NetworkRecord {
	mailboxId: number;
}

/** What ECGrid's API calls a partner. */
export interface InterconnectRecord {
	interconnectId: number;
	ecGridIdFrom: number;
	ecGridIdTo: number;
	status: string;
	created: string;
	modified: string;
}

export interface CallbackRecord {
	callbackId: number;
	url: string;
	event: string;
	mailboxId?: number;
	networkId?: number;
	httpAuthType: 'None' | 'Basic' | 'Digest';
	username?: string;
	password?: string;
	status: string;
	created: string;
}

/** An event in the context of one callback. */
export interface OccurrenceRecord {
	callbackEventId: number;
	callbackId: number;
	event: string;
	mailboxId: number;
	objectId: number;
	/** The posted body. */
	payload: string;
	status: 'Pending' | 'Delivered' | 'Failed';
	attempts: number;
	created: string;
	lastAttempt: string | null;
	delivered: string | null;
	httpStatus: number;
}

/** One attempt to deliver an occurrence to its URL. */
export interface Delivery {
	callbackEventId: number;
	callbackId: number;
	attempt: number;
	url: string;
	/** The posted text. */
	body: string;
	/** The headers of the last request of this attempt. With Digest, that request answers the challenge. */
	requestHeaders: Record<string, string>;
	/** 0 if there was no response. */
	status: number;
	responseBody: string;
	responseHeaders: IncomingHttpHeaders;
	startedAt: number;
	durationMs: number;
	error?: string;
}

export interface ManifestEntry {
	interchangeId: number;
	sender: string;
	receiver: string;
	documentType: string;
	count: number;
}

export interface ParcelRecord {
	parcelId: number;
	mailboxId: number;
	networkId: number;
	fileName: string;
	bytes: number;
	status: string;
	ecGridIdFrom: number;
	ecGridIdTo: number;
	created: string;
	modified: string;
	direction: 'InBox' | 'OutBox';
	content: Buffer;
	manifest: ManifestEntry[];
	mailbagControlId?: string;
	notes: string[];
}

export interface NewCallback {
	url: string;
	event: string;
	mailboxId?: number;
	networkId?: number;
	httpAuthType?: CallbackRecord['httpAuthType'];
	username?: string;
	password?: string;
	status?: string;
}

export interface NewParcel {
	fileName: string;
	content: string | Buffer;
	mailboxId?: number;
	ecGridIdFrom?: number;
	ecGridIdTo?: number;
	created?: Date;
}

export interface EventDetails {
	/** Default: the mailbox of the API key's user, unless a network is given. */
	mailboxId?: number;
	networkId?: number;
	objectId?: number;
	callBackEvent?: string;
	status?: string;
	fileName?: string;
	ecGridId?: number;
	isTest?: boolean;
	/** The time in a shape A body. Default: the event's time. */
	created?: string;
	/** Posted unchanged: a string as text, anything else as JSON. */
	payload?: unknown;
}

/** An event to add to the event list: given up, unless `state` says otherwise. */
export type MissedDetails = EventDetails & { created?: string; state?: OccurrenceRecord['status'] };

/** A fault for a request. Without any of the responses below, only `delayMs` applies. */
export interface Fault {
	/** The number of matching requests that it affects, or Infinity. Default: 1. */
	times?: number;
	/** Carries out the request before failing. */
	afterWork?: boolean;
	delayMs?: number;
	/** Closes the connection without a response. */
	cut?: boolean;
	/** Responds with this status and an error envelope. */
	status?: number;
	/** Responds with status 200 and `success: false`. */
	success?: false;
	errorCode?: string;
	message?: string;
	/** Seconds or a date. Without `status`, the status is 429. */
	retryAfter?: number | string | Date;
	/** Responds with 302 to this location. */
	redirect?: string;
	/** Responds with this text instead of JSON; '' is an empty body. Without `status`, the status is 200. */
	body?: string;
}

export interface Sandbox {
	readonly url: string;
	readonly apiKey: string;
	readonly requests: readonly RecordedRequest[];
	readonly callbacks: readonly CallbackRecord[];
	readonly deliveries: readonly Delivery[];
	readonly parcels: readonly ParcelRecord[];
	readonly interconnects: readonly InterconnectRecord[];
	/** All events that Event List knows about. */
	readonly occurrences: readonly OccurrenceRecord[];
	/** The partner of whoever uploads: it answers with acknowledgments, and sends orders. */
	readonly partner: Partner;
	clearRequests(): void;
	/** Replaces the API key. The old key stops working. */
	setApiKey(key: string): void;
	/** Registers a callback on behalf of somebody else. */
	addCallback(callback: NewCallback): CallbackRecord;
	/** Adds a parcel to an inbox and fires its Parcel event unless `fire` is false. */
	addParcel(parcel: NewParcel, options?: { fire?: boolean }): ParcelRecord;
	/** Adds events that ECGrid gave up earlier to the event list, one for each element. Delivers nothing. */
	addMissed(
		callback: Pick<CallbackRecord, 'callbackId' | 'event'>,
		events: MissedDetails[],
	): OccurrenceRecord[];
	/** Fires an event and returns one occurrence for each callback that it concerns. */
	fire(event: string, details?: EventDetails): OccurrenceRecord[];
	/** Resolves when every delivery has succeeded or been given up; rejects after `timeoutMs`. */
	idle(timeoutMs?: number): Promise<void>;
	/** Makes requests to an endpoint ('POST /v2/callbacks/create', or '*' for all) fail in this order. */
	fault(endpoint: string, ...faults: Fault[]): void;
	clearFaults(): void;
	/** Clears all callbacks, events, parcels, requests and faults, and switches the partner off. */
	reset(): void;
	stop(): Promise<void>;
}
