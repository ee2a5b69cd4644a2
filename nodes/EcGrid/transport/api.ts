import type { FunctionsBase, IDataObject, IHttpRequestMethods, RequestHelperFunctions } from 'n8n-workflow';

import type { Answer, Result } from './answer';
import type { ByteStream, OnMove } from './byteStream';

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
	upload?: { length: number; open(onMove: OnMove): Promise<ByteStream> };
	/** Reads the answer as a stream. Without it, the answer is read whole and unwrapped. */
	receive?(answer: Answer & { body: ByteStream }, onMove: OnMove): Promise<Result>;
	/** True for what may be done twice without harm: reads, update, delete, confirm. */
	repeatable: boolean;
	/** For what must not be done twice: how to see whether it was done, as a sentence. */
	check?: string;
	/** True for what ECGrid answers with more than that it was done. Where nothing comes, it is not known what happened. */
	hasAnswer?: boolean;
	/** Milliseconds until an answer must have come, 30,000 unless said; for a file, in which something of it must move on, 120,000 unless said. */
	timeout?: number;
	/** Milliseconds that tries and pauses may take before no further one is begun; 300,000 unless said, 0 for a single try. */
	patience?: number;
}
