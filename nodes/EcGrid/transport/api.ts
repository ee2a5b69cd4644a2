import type { FunctionsBase, IDataObject, IHttpRequestMethods, RequestHelperFunctions } from 'n8n-workflow';

import type { ByteStream, OnProgress } from './byteStream';

/** The parts of an n8n context that calling ECGrid needs: execution, hook, webhook, trigger, poll and list search. */
export type ApiContext = Pick<FunctionsBase, 'getNode' | 'getCredentials'> & {
	helpers: Pick<RequestHelperFunctions, 'httpRequestWithAuthentication'>;
	/** For an execution: aborted when a person stops it. */
	getExecutionCancelSignal?(): AbortSignal | undefined;
};

/** One request to ECGrid. */
export interface ApiRequest {
	method: IHttpRequestMethods;
	/** Begins with `/v2/`; values in it are encoded already. */
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	/** The values that are declared secret, whatever their names. */
	secrets?: string[];
	/** A stream to send in place of the body, with its length in bytes. Each attempt opens it anew. */
	upload?: { length: number; open(onProgress: OnProgress): Promise<ByteStream> };
	/** Reads the response as a stream. Without it, the response is read whole and unwrapped. */
	receive?(answer: HttpResponse & { body: ByteStream }, onProgress: OnProgress): Promise<Result>;
	/** Whether the request is safe to repeat: reads, update, delete, confirm. */
	idempotent: boolean;
	/** The lowest AuthLevel of the API key's user that ECGrid's pages name for the request. */
	leastAuthLevel?: string;
	/** For a request that isn't safe to repeat: how to check whether it was carried out, as a sentence. */
	howToVerify?: string;
	/**
	 * True if ECGrid's response to a success contains more than that; `something` if its `data` must contain a value, too.
	 * If that is missing, it isn't known what happened.
	 */
	returnsData?: true | 'something';
	/** Milliseconds until the request times out (default 30,000); for a file, until it times out without progress (default 120,000). */
	timeoutMs?: number;
	/** Milliseconds of attempts and pauses after which no further attempt starts (default 300,000); 0 for a single attempt. */
	retryBudgetMs?: number;
}

/** An HTTP response, whatever its status. */
export interface HttpResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
	/** True if a proxy that didn't connect n8n to ECGrid sent the response. */
	isFromProxy?: boolean;
}

/** The `data` of a response, and the fields beside it. */
export interface Content {
	data: unknown;
	/** How many rows a list has in all, if the response says so beside `data`. */
	total?: number;
	/** The time of the response by ECGrid's clock, in epoch milliseconds, if the response says so. */
	respondedAt?: number;
}

/** The result of a request. */
export type Result = (Content & { failure?: undefined }) | { failure: Failure };

/** A failed request to ECGrid, in plain values only. */
export interface Failure {
	/** What happened, as a sentence without a full stop. */
	message: string;
	/** What to do about it. */
	description: string;
	/** HTTP status; undefined if there was no response. */
	status?: number;
	/** ECGrid's own code, such as `ObjectNotFound`: the field `errorCode` of its envelope and nothing else. */
	errorCode?: string;
	/** True if ECGrid itself reported the failure, and not a proxy, firewall or gateway on the way. */
	isFromEcGrid?: boolean;
	/** True if ECGrid may have carried out the request although no valid response arrived. */
	mayBeDone?: boolean;
	/** True if, in addition, a duplicate may matter. */
	outcomeUnknown?: boolean;
	/** True if nothing of the request was sent to ECGrid. */
	notSent?: boolean;
	/**
	 * Why a retry can help: `rateLimited` (refused for the moment, nothing was done), `notSent` (no connection was made,
	 * nothing was done), `serverError` (the request may have been carried out). Undefined: a retry doesn't help.
	 */
	retryReason?: 'rateLimited' | 'notSent' | 'serverError';
	/** Milliseconds that ECGrid asks to wait. */
	retryAfterMs?: number;
}
