import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';

/** What went wrong with one request to ECGrid, in plain values only. */
export interface Failure {
	/** What happened, as a sentence without a full stop. */
	message: string;
	/** What to do about it. */
	description: string;
	/** HTTP status; undefined when no answer came. */
	status?: number;
	/** ECGrid's own code, such as `ObjectNotFound`. */
	errorCode?: string;
	/** True when ECGrid may have done what was asked although no good answer came. */
	outcomeUnknown?: boolean;
}

/**
 * A failed request as n8n shows it. It is built from plain values alone: n8n's own error keeps the request,
 * and with it the API key, as its cause.
 */
export class EcGridError extends NodeApiError {
	readonly errorCode?: string;

	readonly status?: number;

	readonly outcomeUnknown: boolean;

	constructor(node: INode, failure: Failure, itemIndex?: number) {
		super(node, {} as JsonObject, {
			message: failure.message,
			description: failure.description,
			httpCode: failure.status?.toString(),
			itemIndex,
			level: 'warning',
		});
		this.name = 'NodeApiError';
		this.errorCode = failure.errorCode;
		this.status = failure.status;
		this.outcomeUnknown = failure.outcomeUnknown ?? false;
	}
}

/** Whether a request failed because ECGrid does not know the object (or does not show it to this key). */
export const isNotFound = (error: unknown): boolean =>
	error instanceof EcGridError && (error.status === 404 || error.errorCode === 'ObjectNotFound');
