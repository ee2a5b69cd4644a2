import type { FunctionsBase, IDataObject, IHttpRequestMethods, RequestHelperFunctions } from 'n8n-workflow';

import type { ByteStream, OnProgress } from './byteStream';

/** What every n8n context that can call ECGrid has: execution, hook, webhook, trigger, poll and list search. */
export type ApiContext = Pick<FunctionsBase, 'getNode' | 'getCredentials'> & {
	helpers: Pick<RequestHelperFunctions, 'httpRequestWithAuthentication'>;
	/** Of an execution: aborted when a person stops it. */
	getExecutionCancelSignal?(): AbortSignal | undefined;
};

/** One request to ECGrid. */
export interface ApiRequest {
	method: IHttpRequestMethods;
	/** Begins with `/v2/`; values in it are encoded already. */
	path: string;
	query?: IDataObject;
	body?: IDataObject;
	/** What of it is secret by its declaration, whatever it is called. */
	secrets?: string[];
	/** What is sent in place of the body: so many bytes, out of a stream that is opened anew for each try. */
	upload?: { length: number; open(onMove: OnProgress): Promise<ByteStream> };
	/** Reads the answer as a stream. Without it, the answer is read whole and unwrapped. */
	receive?(answer: HttpResponse & { body: ByteStream }, onMove: OnProgress): Promise<Result>;
	/** True for what may be done twice without harm: reads, update, delete, confirm. */
	idempotent: boolean;
	/** For what must not be done twice: how to see whether it was done, as a sentence. */
	howToVerify?: string;
	/**
	 * True for what ECGrid answers with more than that it was done, `something` where that has to be said in `data`, too.
	 * Where it does not come, it is not known what happened.
	 */
	returnsData?: true | 'something';
	/** Milliseconds until an answer must have come, 30,000 unless said; for a file, in which something of it must move on, 120,000 unless said. */
	timeoutMs?: number;
	/** Milliseconds that tries and pauses may take before no further one is begun; 300,000 unless said, 0 for a single try. */
	retryBudgetMs?: number;
}

/** An HTTP answer, whatever its status. */
export interface HttpResponse {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
	/** True when it is that of a proxy which did not connect n8n with ECGrid. */
	isFromProxy?: boolean;
}

/** The `data` of an answer, and what stands beside it. */
export interface Content {
	data: unknown;
	/** How many rows a list has in all, where that is told beside `data`. */
	total?: number;
	/** By ECGrid's clock, in epoch milliseconds, where the answer says so. */
	respondedAt?: number;
}

/** What a request came to. */
export type Result = (Content & { failure?: undefined }) | { failure: Failure };

/** What went wrong with one request to ECGrid, in plain values only. */
export interface Failure {
	/** What happened, as a sentence without a full stop. */
	message: string;
	/** What to do about it. */
	description: string;
	/** HTTP status; undefined when no answer came. */
	status?: number;
	/** ECGrid's own code, such as `ObjectNotFound`: the field `errorCode` of its envelope and nothing else. */
	errorCode?: string;
	/** True when ECGrid itself said so, and not a proxy, a firewall or a gateway on the way. */
	isFromEcGrid?: boolean;
	/** True when ECGrid may have done what was asked although no good answer came. */
	mayBeDone?: boolean;
	/** True when, besides, doing it again may matter. */
	outcomeUnknown?: boolean;
	/** True when nothing of the request went out to ECGrid. */
	notSent?: boolean;
	/**
	 * What another try can help against: `rateLimited` (refused for the moment, nothing was done), `notSent` (no
	 * connection was made, nothing was done), `serverError` (may have been done). Undefined: no other try helps.
	 */
	retryReason?: 'rateLimited' | 'notSent' | 'serverError';
	/** Milliseconds that ECGrid asks to wait. */
	retryAfterMs?: number;
}
