import type { IncomingHttpHeaders } from 'node:http';
import type { DigestClientName } from './digestClients';

export interface SandboxOptions {
	/** 0, the default, takes any free port. */
	port?: number;
	apiKey?: string;
	/** PEM certificates to trust for callback URLs, besides the public ones. */
	deliveryCa?: string | string[];
	/** `attempts` counts the first try too: 4, the default, is one try and three retries. */
	retry?: { attempts?: number; intervalMs?: number };
	/** How long a receiver may take to answer a delivery. */
	timeoutMs?: number;
	readings?: Readings;
	/** Which of the two documented bodies a delivery has. */
	payloadShape?: 'A' | 'B';
	rateLimit?: RateLimit;
	/** Added to every API request. */
	latencyMs?: number;
	/** How callbacks are called, where it is not as expected. */
	caller?: Caller;
}

/** Other ways in which a callback may be called; all off by default. */
export interface Caller {
	/** Which HTTP client answers Digest challenges. Default: one that takes the best it knows. */
	digestClient?: DigestClientName;
	/** Hangs up so many milliseconds after the request was sent. The first `times` attempts; default all. */
	hangUp?: { afterMs: number; times?: number };
	/** What became of the query of the registered URL on the way. */
	url?: UrlChange;
	/** How the body is written. */
	body?: BodyForm;
	/**
	 * As behind a reverse proxy: the caller knows another path than the one that arrives, and several
	 * `WWW-Authenticate` headers come as one.
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

/** Other ways to read the vendor's pages where they disagree with each other; all off by default. */
export interface Readings {
	/** Queue List and Get Queue by ID show a callback only once it has fired. */
	newCallbacksHidden?: boolean;
	/** Answers spell the URL of a callback in another way that means the same. */
	respelledUrls?: boolean;
	/** What answers give as the status of a callback, whatever it is. */
	callbackStatus?: number | string;
	/** The name under which answers carry the id of a callback. Requests keep `callbackId`. */
	callbackIdName?: 'callbackId' | 'callBackEventId' | 'callBackQueueId' | 'CallBackID';
	/** Paged lists answer a bare array, without totals. */
	bareLists?: boolean;
	/** Event List lists registrations, as the vendor's code samples show it. */
	eventListOfRegistrations?: boolean;
	/** Callbacks take the six events of the create page, not all of `Objects`. */
	sixEvents?: boolean;
	/** Upload and Send Test File answer an object. */
	uploadObject?: boolean;
	/** A page of a list has this many rows at most, however many are asked for. */
	longestPage?: number;
	/** Confirm Download answers `false` for a parcel that is confirmed already. */
	repeatedConfirmFalse?: boolean;
	/** Pending Inbox List shows no more than this many parcels. */
	pendingFirstPage?: number;
	/** Pending Inbox List shows the newest parcels first. */
	pendingNewestFirst?: boolean;
	/** Of shape A, the event of a parcel that is reset to the inbox has the body of the first one: the time is that of the parcel. */
	sameBodyAfterReset?: boolean;
	/** Event List shows its rows in this order; by default the oldest first. */
	eventOrder?: 'oldestFirst' | 'newestFirst' | 'unsorted';
	/** How times of events are written: without a zone, or as `/Date(ms+0200)/`. */
	eventTimes?: 'noZone' | 'net';
	/** What is written for the time of a delivery that never was, such as `0001-01-01T00:00:00`. By default null. */
	neverTime?: string;
	/** Other words, or numbers, for the states of events. */
	eventStatuses?: Partial<Record<OccurrenceRecord['status'], string | number>>;
	/** Download Parcel answers `null` for the content of an empty file. */
	emptyContentNull?: boolean;
	/** Lists are bare arrays, with `totalRecords` beside `data`. */
	totalsBeside?: boolean;
	/** Paged lists ignore the page number, and give the first page again and again. */
	pagesIgnored?: boolean;
	/** The fields of the envelope begin with capitals: `Success`, `Data`, `ErrorCode`, `Message`. */
	envelopeCapitals?: boolean;
	/** What is done and has nothing to tell is answered 204, without a body. */
	noContent?: boolean;
	/** Refusals are the problem JSON of ASP.NET, with `errors` by field, as the vendor's code samples show it. */
	problemErrors?: boolean;
}

export interface RecordedRequest {
	at: number;
	method: string;
	/** Without the query. */
	path: string;
	/** As in the contract, such as `POST /v2/callbacks/create`; undefined when there is no such endpoint. */
	endpoint: string | undefined;
	query: Record<string, unknown>;
	headers: IncomingHttpHeaders;
	rawHeaders: string[];
	/** Parsed; the text itself when it is not JSON. */
	body: unknown;
	/** What was answered; 0 as long as nothing was. */
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

/** Something that happened, on its way to one callback. */
export interface OccurrenceRecord {
	callbackEventId: number;
	callbackId: number;
	event: string;
	mailboxId: number;
	objectId: number;
	/** The body that is posted. */
	payload: string;
	status: 'Pending' | 'Delivered' | 'Failed';
	attempts: number;
	created: string;
	lastAttempt: string | null;
	delivered: string | null;
	httpStatus: number;
}

/** One attempt to hand an occurrence to its URL. */
export interface Delivery {
	callbackEventId: number;
	callbackId: number;
	attempt: number;
	url: string;
	/** The text that was posted. */
	body: string;
	/** Of the last request of this attempt: with Digest, the one that carries the answer to the challenge. */
	requestHeaders: Record<string, string>;
	/** 0 when no answer came. */
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
	/** The time in a body of shape A. Default: that of the event. */
	created?: string;
	/** Posted as it is: a string as that text, anything else as JSON. */
	payload?: unknown;
}

/** An event that is put into the event list: given up, unless `state` says otherwise. */
export type MissedDetails = EventDetails & { created?: string; state?: OccurrenceRecord['status'] };

/** What goes wrong with a request. Without any of the answers below, only `delayMs` applies. */
export interface Fault {
	/** How many matching requests it befalls, or Infinity. Default 1. */
	times?: number;
	/** Do what was asked, and only then go wrong. */
	afterWork?: boolean;
	delayMs?: number;
	/** Close the connection without an answer. */
	cut?: boolean;
	/** Answer this status, with an error envelope. */
	status?: number;
	/** Answer status 200 with `success: false`. */
	success?: false;
	errorCode?: string;
	message?: string;
	/** Seconds, or a date. Without a status, 429. */
	retryAfter?: number | string | Date;
	/** Answer 302 to this location. */
	redirect?: string;
	/** Answer this text in place of JSON: '' is an empty body. Without a status, 200. */
	body?: string;
}

export interface Sandbox {
	readonly url: string;
	readonly apiKey: string;
	readonly requests: readonly RecordedRequest[];
	readonly callbacks: readonly CallbackRecord[];
	readonly deliveries: readonly Delivery[];
	readonly parcels: readonly ParcelRecord[];
	/** All that Event List knows of. */
	readonly occurrences: readonly OccurrenceRecord[];
	clearRequests(): void;
	/** The old key stops working. */
	setApiKey(key: string): void;
	/** Registers a callback, as if someone else had. */
	addCallback(callback: NewCallback): CallbackRecord;
	/** Puts a parcel into an inbox and, unless told otherwise, fires its Parcel event. */
	addParcel(parcel: NewParcel, options?: { fire?: boolean }): ParcelRecord;
	/** Puts into the event list what ECGrid has given up before, one for each of the details. Nothing is delivered. */
	addMissed(
		callback: Pick<CallbackRecord, 'callbackId' | 'event'>,
		events: MissedDetails[],
	): OccurrenceRecord[];
	/** Lets something happen; returns one occurrence for each callback that it concerns. */
	fire(event: string, details?: EventDetails): OccurrenceRecord[];
	/** Resolves once every delivery has succeeded or been given up; rejects after `timeoutMs`. */
	idle(timeoutMs?: number): Promise<void>;
	/** Makes requests to an endpoint ('POST /v2/callbacks/create', or '*' for all) go wrong, in this order. */
	fault(endpoint: string, ...faults: Fault[]): void;
	clearFaults(): void;
	/** Forgets every callback, event, parcel, request and fault. */
	reset(): void;
	stop(): Promise<void>;
}
