import type { FunctionsBase, IDataObject, IHttpRequestMethods, RequestHelperFunctions } from 'n8n-workflow';

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
	/** True for what may be done twice without harm: reads, update, delete, confirm. */
	repeatable: boolean;
	/** Milliseconds until an answer must have come; 30,000 unless said. */
	timeout?: number;
	/** Milliseconds that tries and pauses may take before no further one is begun; 300,000 unless said, 0 for a single try. */
	patience?: number;
}
